//! Stances of many articles, added up to a signed map.
//!
//! [`SignedGraph::from_stances`] merges actors by id, rolls persons and offices up to the states and
//! bodies that they speak for, and joins what one actor holds toward another in one [`Tie`]. A tie
//! keeps the [`Arithmetic`] of its sign and strength term by term, so that every number on the map
//! leads back to the stances behind it.
//!
//! Actors and stances are all this crate knows; it never sees an article's text. The same actors and
//! stances give the same graph, byte for byte, in whatever order they come: maps are ordered by id,
//! and sums run in the order of article, sentence and relation.

mod affiliation;
pub mod layout;
mod signed;
mod tie;

pub use affiliation::Level;
pub use signed::{Observation, SignedGraph};
pub use tie::{Arithmetic, Counting, MIXED_FROM, Term, Tie, TieSign};
