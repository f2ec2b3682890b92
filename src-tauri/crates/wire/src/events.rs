//! What the backend tells the window unasked, over one Tauri channel, and how a command fails.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing that happened. The window subscribes once at its start.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Files are being read.
    JobChanged { job: JobView },
    /// One file could not be opened; the others go on.
    FileFailed { failure: FileFailure },
    /// An article was opened (or was there already: `again`).
    ArticleOpened { article: u32, again: bool },
    /// Articles or the map changed: fetch what you show. At most a few a second while reading.
    LibraryChanged { revision: u32 },
    /// Files hover over the window, or no longer do.
    DropHover { over: bool },
}

/// Progress of one request to open files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JobView {
    pub id: u32,
    pub done: u32,
    pub total: u32,
    pub failed: u32,
    /// The file being read.
    pub current: Option<String>,
    pub finished: bool,
    pub cancelled: bool,
}

/// One line for the window: which file, why, what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FileFailure {
    pub file_name: String,
    pub message: String,
}

/// The closed set of ways a command fails; the window branches on these and shows the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// What was asked for is no longer there.
    NotFound,
    /// The library cannot be written (full disk, read-only, newer version).
    Library,
    /// What was given cannot be used.
    BadInput,
    /// A fault of our own.
    Internal,
}
