//! The engine's phases in order. This page is its map:
//!
//! 1. [`text::read`] turns a file's bytes into an [`Article`]: title and body in blocks.
//! 2. Sentences and tokens are found in each block.
//! 3. `extract` finds [mentions](extract::Mention), resolves them to [actors](extract::Actor), and
//!    reads [stances](extract::Stance) between them.
//! 4. `graph` adds the stances of many articles up to a signed graph.
//!
//! [`Engine`] does 2 and 3 for one article. It holds the lexicon, is `Send + Sync`, and gives the
//! same reading for the same article, byte for byte.

use extract::Reading;
use text::Article;

/// Raised whenever the same article may be read differently than before; the library keeps it with
/// each reading and reads again what an older engine read.
pub const ENGINE_VERSION: u32 = 1;

/// Reads articles.
pub struct Engine {}

impl Engine {
    /// With the built-in lexicon; loads it once.
    pub fn standard() -> Self {
        Engine {}
    }

    /// Sentences, mentions, actors and stances of one article. An article in another language gives
    /// an empty reading with a warning. Never fails: what could not be read is a warning.
    pub fn read(&self, _article: &Article) -> Reading {
        Reading::default()
    }
}
