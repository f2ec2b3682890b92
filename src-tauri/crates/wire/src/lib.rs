//! What crosses the boundary: views for the window and the command line, events, error codes, and
//! the one declaration of the window's commands. Only this room derives TypeScript.
//!
//! Offsets in views for the window are UTF-16 code units of the article's text (what JavaScript
//! strings count); the command line's are Unicode code points.

mod commands;
mod events;
mod views;

pub use commands::{CommandDecl, commands};
pub use events::{ErrorCode, Event, FileFailure, JobView};
pub use views::*;
