//! An article as the engine reads it.

use crate::{PartialDate, Span};

/// A text with what is known about it.
///
/// The title, where there is one, is the first block of [`text`](Self::text) (kind
/// [`BlockKind::Title`]), so that a span into the title and one into the body are the same thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Title and body; blocks are separated by line feeds.
    pub text: String,
    /// In reading order, not overlapping; every sentence lies inside one.
    pub blocks: Vec<Block>,
    pub published: Option<PartialDate>,
    pub outlet: Option<String>,
    pub language: Language,
}

/// A paragraph, heading, list item, quotation or the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Title,
    Heading,
    Paragraph,
    ListItem,
    Quote,
    /// Exactly one sentence by the sender's own division (may be empty); never split further.
    Sentence,
}

/// The language of the running text. Only English is read for stances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    /// Too little text to tell; read as English.
    Unsure,
    /// Its English name ("Russian").
    Other(String),
}

impl Article {
    /// An English article from a title and plain text: every line of `text` that holds more than
    /// white space is a paragraph. The text is kept byte for byte, behind the title.
    pub fn plain(title: Option<&str>, text: &str) -> Self {
        let mut article = Article::titled(title);
        article.push_lines(text, BlockKind::Paragraph);
        article
    }

    /// An English article whose sentences were divided by the sender: one block a sentence, joined
    /// by line feeds; an empty one keeps its index.
    pub fn presegmented<S: AsRef<str>>(title: Option<&str>, sentences: &[S]) -> Self {
        let mut article = Article::titled(title);
        for (i, sentence) in sentences.iter().enumerate() {
            if i > 0 {
                article.text.push('\n');
            }
            let start = article.text.len();
            article.text.push_str(sentence.as_ref());
            article
                .blocks
                .push(Block { kind: BlockKind::Sentence, span: Span::new(start, article.text.len()) });
        }
        article
    }

    /// The title, where there is one.
    pub fn title(&self) -> Option<&str> {
        let first = self.blocks.first().filter(|b| b.kind == BlockKind::Title)?;
        Some(first.span.of(&self.text))
    }

    /// The byte at which the text behind the title begins.
    pub fn body_start(&self) -> usize {
        match self.blocks.first() {
            Some(b) if b.kind == BlockKind::Title => (b.span.end as usize + 1).min(self.text.len()),
            _ => 0,
        }
    }

    /// Whether the engine reads it for stances.
    pub fn is_readable(&self) -> bool {
        !matches!(self.language, Language::Other(_))
    }

    pub(crate) fn titled(title: Option<&str>) -> Self {
        let mut article = Article::default();
        // A title is one line, of the length given, so that offsets into it stay true.
        if let Some(title) = title.filter(|t| !t.trim().is_empty()) {
            article.text = title.replace(['\n', '\r'], " ");
            let span = Span::new(0, article.text.len());
            article.blocks.push(Block { kind: BlockKind::Title, span });
            article.text.push('\n');
        }
        article
    }

    fn push_lines(&mut self, text: &str, kind: BlockKind) {
        let mut start = self.text.len();
        self.text.push_str(text);
        for line in text.split('\n') {
            let end = start + line.len();
            if !line.trim().is_empty() {
                self.blocks.push(Block { kind, span: Span::new(start, end) });
            }
            start = end + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_the_first_block_and_the_body_keeps_its_bytes() {
        let article = Article::plain(Some("A title"), "One.\n\nTwo.");
        assert_eq!(article.title(), Some("A title"));
        assert_eq!(&article.text[article.body_start()..], "One.\n\nTwo.");
        let blocks: Vec<_> = article.blocks.iter().map(|b| b.span.of(&article.text)).collect();
        assert_eq!(blocks, ["A title", "One.", "Two."]);
    }

    #[test]
    fn an_empty_sentence_keeps_its_index() {
        let article = Article::presegmented(None, &["One.", "", "Three."]);
        assert_eq!(article.text, "One.\n\nThree.");
        assert_eq!(article.blocks.len(), 3);
        assert!(article.blocks[1].span.is_empty());
    }
}
