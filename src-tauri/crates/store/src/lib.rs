//! The library: one SQLite file that holds the articles, what the engine read in them, where actors
//! stand on the map, and which removals can be taken back.
//!
//! Sees disk, never the clock: the caller says when things happened. Rows have types of their own
//! ([`rows`]), so that the file's form and the engine's types can change apart. A file that is
//! damaged, made by a newer version, or no library at all is never written to: [`Library::open`]
//! looks at it read-only first and gives an error.

mod deeds;
mod entry;
mod error;
mod library;
mod migrations;
mod positions;
pub mod rows;

pub use deeds::{Deed, Done};
pub use entry::{Added, Entry, EntryId, NewEntry};
pub use error::LibraryError;
pub use library::Library;
pub use positions::Position;
