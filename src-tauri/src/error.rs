//! How a command fails.

use serde::Serialize;
use store::LibraryError;
use wire::ErrorCode;

/// What a command answers.
pub type Answer<T> = Result<T, CommandError>;

/// A code that the window branches on and a sentence that it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommandError {
    pub code: ErrorCode,
    pub message: String,
}

impl CommandError {
    pub fn not_found(what: &str) -> Self {
        CommandError { code: ErrorCode::NotFound, message: format!("{what} is no longer there.") }
    }

    pub fn bad_input(message: impl Into<String>) -> Self {
        CommandError { code: ErrorCode::BadInput, message: message.into() }
    }

    pub fn internal(message: impl Into<String>) -> Self {
        CommandError { code: ErrorCode::Internal, message: message.into() }
    }
}

impl From<LibraryError> for CommandError {
    fn from(error: LibraryError) -> Self {
        let code = match error {
            LibraryError::NotFound => ErrorCode::NotFound,
            _ => ErrorCode::Library,
        };
        CommandError { code, message: error.to_string() }
    }
}
