//! What crosses the boundary: views for the window and the command line, events, error codes, and
//! the one declaration of the window's commands. Only this room derives TypeScript.
//!
//! Offsets in views for the window are UTF-16 code units of the article's text (what JavaScript
//! strings count); the command line's are Unicode code points.

mod collection;
mod commands;
mod detail;
mod events;
mod map;
mod offsets;
mod reader;
pub mod records;
mod views;

pub use collection::Collection;
pub use commands::{CommandDecl, commands};
pub use events::{ErrorCode, Event, FileFailure, JobView};
pub use map::{Place, radius, title, width};
pub use offsets::Offsets;
pub use views::*;
