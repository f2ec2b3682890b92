//! The engine's phases in order. This page is its map:
//!
//! 1. [`text::read`] turns a file's bytes into an [`Article`]: title and body in blocks.
//! 2. [`syntax::Syntax`] gives each block its sentences, tokens, tags, trees and names.
//! 3. [`extract::read`] finds [mentions](extract::Mention), resolves them to
//!    [actors](extract::Actor), and reads [stances](extract::Stance) between them.
//! 4. `graph` adds the stances of many articles up to a signed graph.
//!
//! [`Engine`] does 2 and 3 for one article. It holds the lexicon, is `Send + Sync`, and gives the
//! same reading for the same article, byte for byte.

use extract::{Doc, GivenMention, Passage, Reading};
use lexicon::{Lexicon, LexiconError, UserActor};
use syntax::{Parse, Syntax};
use text::{Article, Block, BlockKind, Language};

/// Raised whenever the same article may be read differently than before; the library keeps it with
/// each reading and reads again what an older engine read.
pub const ENGINE_VERSION: u32 = 1;

/// Reads articles.
pub struct Engine {
    lexicon: Words,
    syntax: &'static Syntax,
}

/// The lexicon of all, or one of this engine's own.
enum Words {
    BuiltIn(&'static Lexicon),
    Own(Box<Lexicon>),
}

impl Words {
    fn get(&self) -> &Lexicon {
        match self {
            Words::BuiltIn(lexicon) => lexicon,
            Words::Own(lexicon) => lexicon,
        }
    }
}

impl Engine {
    /// With the built-in lexicon; loads it and the grammar once.
    pub fn standard() -> Self {
        Engine { lexicon: Words::BuiltIn(Lexicon::standard()), syntax: Syntax::load() }
    }

    /// With a user's own actors on top of the built-in ones.
    ///
    /// # Errors
    /// If their names cannot be made into a finder.
    pub fn with_actors(actors: &[UserActor]) -> Result<Self, LexiconError> {
        Ok(Engine { lexicon: Words::Own(Box::new(Lexicon::with_actors(actors)?)), syntax: Syntax::load() })
    }

    /// Sentences, mentions, actors and stances of one article. An article in another language gives
    /// an empty reading with a warning. Never fails: what could not be read is a warning.
    pub fn read(&self, article: &Article) -> Reading {
        self.read_marked(article, &[])
    }

    /// The same, where the sender has marked spans of the text as actors.
    pub fn read_marked(&self, article: &Article, given: &[GivenMention]) -> Reading {
        if let Language::Other(language) = &article.language {
            let warnings = vec![format!("The article is in {language}; only English is read.")];
            return Reading { warnings, ..Reading::default() };
        }
        let passages = article.blocks.iter().map(|block| self.passage(article, block)).collect();
        extract::read(&Doc::new(article, passages), self.lexicon.get(), given)
    }

    fn passage(&self, article: &Article, block: &Block) -> Passage {
        let words = block.span.of(&article.text);
        let parse = match block.kind {
            BlockKind::Title | BlockKind::Sentence if words.is_empty() => Parse::default(),
            BlockKind::Title | BlockKind::Sentence => {
                self.syntax.parse_with(words, std::slice::from_ref(&(0..words.len())))
            }
            _ => self.syntax.parse(words),
        };
        Passage { span: block.span, parse }
    }
}
