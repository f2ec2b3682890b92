//! Mention → actor → stance.
//!
//! The words come from `lexicon`, the grammar from `syntax`, the decisions are made here:
//!
//! 1. [`Doc`] holds the article's blocks with their parses and numbers the sentences.
//! 2. [`read`] finds mentions (the lexicon's names, the name finder's, titles, pronouns) and
//!    resolves them to the article's cast of actors.
//! 3. Rules (one file each in `rules/`) read stances between them from clauses.
//!
//! Nothing here reads files, the clock or the network; the same article gives the same reading.

mod cast;
mod doc;
mod mentions;
mod modality;
mod reading;
mod rules;
mod slots;
mod stances;

pub use doc::{Doc, GivenMention, Passage};
pub use reading::{Actor, ActorId, Attribution, Evidence, Mention, MentionKind, Reading, SHOWN_FROM, Stance};

use lexicon::Lexicon;

/// Reads mentions, actors and stances from a parsed article. `given` are spans that the sender
/// marked as actors; they win over what is found.
pub fn read(doc: &Doc<'_>, lexicon: &Lexicon, given: &[GivenMention]) -> Reading {
    let scene = mentions::find(doc, lexicon, given);
    let stances = stances::find(&scene);
    scene.into_reading(stances)
}
