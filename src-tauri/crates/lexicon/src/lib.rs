//! The words of the house: actors with their names, offices with their holders and dates, titles,
//! cues, and the relation schema. Words live in `data/`; decisions live in `extract`.
//!
//! [`Lexicon::standard`] is the built-in one. [`Lexicon::with_actors`] adds a user's own actors,
//! which win over it. [`audit`] checks the data files and is part of the everyday check.

mod audit;
mod class;
mod cue;
mod entry;
mod find;
mod kind;
mod load;
mod relation;

pub use audit::audit;
pub use class::WordClass;
pub use cue::{Cue, Frame, Slot};
pub use entry::{Entry, NameUse, Office, Tenure, slug};
pub use find::{Match, Reference};
pub use kind::ActorKind;
pub use load::{Lexicon, LexiconError, UserActor};
pub use relation::{Modality, Plover, Relation, Sign, Unknown};
