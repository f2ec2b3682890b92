//! Character classes as Python's `str` methods see them, from tables the converter wrote.

/// A set of characters: a bitmap for ASCII, sorted inclusive ranges for the rest.
#[derive(Debug, Clone)]
pub(crate) struct CharSet {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    /// From sorted, disjoint, inclusive code point ranges.
    pub(crate) fn new(ranges: &[[u32; 2]]) -> Self {
        let ascii =
            (0..128).filter(|&c| ranges.iter().any(|r| r[0] <= c && c <= r[1])).fold(0, |m, c| m | 1 << c);
        Self { ascii, ranges: ranges.iter().map(|r| (r[0], r[1])).collect() }
    }

    pub(crate) fn contains(&self, c: char) -> bool {
        let code = c as u32;
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let after = self.ranges.partition_point(|r| r.0 <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }

    /// The ASCII members, bit n for code n.
    pub(crate) fn ascii(&self) -> u128 {
        self.ascii
    }
}

/// Python's `str.isspace` of one character; Rust's `is_whitespace` lacks the four separators U+001C to U+001F.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}
