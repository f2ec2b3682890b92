//! Places in a text.

use std::ops::Range;

/// A half-open byte range of [`Article::text`](crate::Article::text), on character boundaries.
///
/// Articles are bounded far below 4 GiB, so 32 bits suffice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// A sentence: its place and the block it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to past its last word or mark.
    pub span: Span,
    /// Index into [`Article::blocks`](crate::Article::blocks).
    pub block: u32,
}

impl Span {
    /// A span from byte offsets.
    ///
    /// # Panics
    /// If an offset does not fit 32 bits; readers refuse such files long before.
    pub fn new(start: usize, end: usize) -> Self {
        let fit = |n: usize| u32::try_from(n).expect("texts are bounded below 4 GiB");
        Span { start: fit(start), end: fit(end) }
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words that the span cuts out of `text`; empty where it does not fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
