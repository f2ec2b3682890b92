//! A parsed article: its blocks, their trees, its sentences.

use std::ops::Range;

use syntax::Parse;
use text::{Article, Sentence, Span};

/// An article with the grammar of its blocks.
pub struct Doc<'a> {
    pub(crate) article: &'a Article,
    pub(crate) passages: Vec<Passage>,
    pub(crate) sentences: Vec<Sentence>,
    /// For each sentence, its passage and its tokens there.
    places: Vec<(usize, Range<usize>)>,
}

/// One block and its parse; the parse's offsets count from the block's start.
pub struct Passage {
    pub span: Span,
    pub parse: Parse,
}

/// A span that the sender of the text marked as an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenMention {
    pub id: String,
    pub span: Span,
}

impl<'a> Doc<'a> {
    /// From the parses of the article's blocks, in order.
    pub fn new(article: &'a Article, passages: Vec<Passage>) -> Self {
        let mut doc = Doc { article, passages, sentences: Vec::new(), places: Vec::new() };
        for index in 0..doc.passages.len() {
            doc.number_sentences(index);
        }
        doc
    }

    /// The sentence that token `token` of passage `passage` stands in.
    pub(crate) fn sentence_of(&self, passage: usize, token: usize) -> u32 {
        let after = self.places.partition_point(|(p, t)| (*p, t.start) <= (passage, token));
        u32::try_from(after.saturating_sub(1)).expect("sentences are bounded by the text")
    }

    /// The words of a token.
    pub(crate) fn word(&self, passage: usize, token: usize) -> &'a str {
        self.span(passage, token..token + 1).of(&self.article.text)
    }

    /// The place in the article of a run of tokens.
    pub(crate) fn span(&self, passage: usize, tokens: Range<usize>) -> Span {
        let p = &self.passages[passage];
        let offset = p.span.start as usize;
        let start = p.parse.tokens.get(tokens.start).map_or(0, |t| t.start);
        let end = tokens.end.checked_sub(1).and_then(|i| p.parse.tokens.get(i)).map_or(start, |t| t.end);
        Span::new(offset + start, offset + end.max(start))
    }

    /// The tokens of `passage` that share a byte with `span` (of the article).
    pub(crate) fn tokens_at(&self, passage: usize, span: Span) -> Range<usize> {
        let p = &self.passages[passage];
        let offset = p.span.start as usize;
        let (start, end) =
            ((span.start as usize).saturating_sub(offset), (span.end as usize).saturating_sub(offset));
        let tokens = &p.parse.tokens;
        let first = tokens.partition_point(|t| t.end <= start);
        let last = tokens.partition_point(|t| t.start < end);
        first..last.max(first)
    }

    /// The passage that holds the byte.
    pub(crate) fn passage_at(&self, byte: u32) -> Option<usize> {
        let after = self.passages.partition_point(|p| p.span.start <= byte);
        after.checked_sub(1).filter(|&i| byte < self.passages[i].span.end)
    }

    fn number_sentences(&mut self, index: usize) {
        let passage = &self.passages[index];
        let whole = self.article.blocks.get(index).is_some_and(|b| b.kind == text::BlockKind::Sentence);
        let ranges: Vec<Range<usize>> = match passage.parse.sentences() {
            [] if whole => std::iter::once(0..0).collect(),
            ranges => ranges.to_vec(),
        };
        for tokens in ranges {
            let words = trim(passage, tokens.clone());
            if words.is_empty() && !whole {
                continue;
            }
            let span = if words.is_empty() {
                Span { start: passage.span.start, end: passage.span.start }
            } else {
                self.span(index, words)
            };
            let block = u32::try_from(index).expect("blocks are bounded by the text");
            self.sentences.push(Sentence { span, block });
            self.places.push((index, tokens));
        }
    }
}

/// Without white space at either end.
fn trim(passage: &Passage, tokens: Range<usize>) -> Range<usize> {
    let solid = |i: &usize| !passage.parse.tokens[*i].is_space;
    match (tokens.clone().find(solid), tokens.clone().rev().find(solid)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => tokens.start..tokens.start,
    }
}
