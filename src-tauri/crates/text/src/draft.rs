//! What a reader of one format found, before it becomes an [`Article`].

use crate::clean::one_line;
use crate::{Article, Block, BlockKind, PartialDate, ReadError, Span, language};

/// Title, blocks and particulars as they come out of a file.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub title: Option<String>,
    pub published: Option<PartialDate>,
    pub outlet: Option<String>,
    /// In reading order, without the title.
    pub blocks: Vec<(BlockKind, String)>,
    /// What the person should know, each one sentence.
    pub warnings: Vec<String>,
}

/// An article read from a file, and what the person should know about the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Title first, then one line a block, parted by single line feeds.
    pub article: Article,
    /// Each one sentence, without the file's name.
    pub warnings: Vec<String>,
}

impl Draft {
    pub fn push(&mut self, kind: BlockKind, text: impl Into<String>) {
        self.blocks.push((kind, text.into()));
    }

    /// The article: cleaned, its title said once, its language told.
    pub fn finish(self) -> Result<Reading, ReadError> {
        let title = self.title.as_deref().map(one_line).filter(|t| has_words(t));
        let outlet = self.outlet.as_deref().map(one_line).filter(|o| has_words(o) && o.len() <= 80);
        let mut article = Article::titled(title.as_deref());
        let mut blocks = self.blocks.iter().map(|(kind, text)| (*kind, one_line(text))).peekable();
        // Many formats repeat the title as the first heading.
        blocks.next_if(|(_, text)| title.as_deref().is_some_and(|t| same_words(t, text)));
        for (kind, text) in blocks.filter(|(_, text)| has_words(text)) {
            article.append(kind, &text);
        }
        article.text.truncate(article.text.trim_end().len());
        if !article.blocks.iter().any(|b| b.kind != BlockKind::Title) {
            return Err(ReadError::NoText);
        }
        article.published = self.published;
        article.outlet = outlet;
        article.language = language::of(&article.text[article.body_start()..]);
        Ok(Reading { article, warnings: self.warnings })
    }
}

impl Article {
    /// Adds a block behind the last one, on a line of its own.
    fn append(&mut self, kind: BlockKind, line: &str) {
        let start = self.text.len();
        self.text.push_str(line);
        self.blocks.push(Block { kind, span: Span::new(start, self.text.len()) });
        self.text.push('\n');
    }
}

/// Whether there is anything to read: at least one letter or digit.
fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether two lines say the same, apart from case and punctuation.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let letters = |s: &str| -> String {
        s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    a.len() < 1000 && b.len() < 1000 && letters(a) == letters(b)
}
