//! Mention → actor → stance.
//!
//! The words come from `lexicon`, the decisions are made here. Nothing here reads files, the clock
//! or the network; the same article gives the same reading, byte for byte.

mod reading;

pub use reading::{Actor, ActorId, Attribution, Evidence, Mention, MentionKind, Reading, SHOWN_FROM, Stance};
