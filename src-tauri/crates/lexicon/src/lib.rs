//! The words of the house: actors with their names, offices with their holders and dates, titles,
//! cues, and the relation schema. Words live in `data/`; decisions live in `extract`.

mod kind;
mod relation;

pub use kind::ActorKind;
pub use relation::{Modality, Plover, Relation, Sign, Unknown};
