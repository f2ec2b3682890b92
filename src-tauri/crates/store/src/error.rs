//! How the library fails.

use rusqlite::ErrorCode;

/// Why the library cannot be opened, read or written; each a sentence a person can act on.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    #[error("The library's file is damaged. It was left as it is; restore it from a backup or move it away.")]
    Corrupt,
    #[error("The library's file is not a library of Entente. It was left as it is; move it away.")]
    NotALibrary,
    #[error(
        "The library was made by a newer version of Entente (form {found}; this one knows {known}). \
         It was left as it is; install the newer version."
    )]
    Newer { found: u32, known: u32 },
    #[error("The disk is full. Make room and try again.")]
    Full,
    #[error("The library may only be read. Check the permissions of its file and folder.")]
    ReadOnly,
    #[error("Another program holds the library. Close it and try again.")]
    Busy,
    #[error("That article is no longer in the library.")]
    NotFound,
    #[error("The library's file cannot be reached: {0}")]
    Unreachable(String),
    #[error("The library failed: {0}")]
    Other(String),
}

impl From<rusqlite::Error> for LibraryError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => LibraryError::Corrupt,
            Some(ErrorCode::NotADatabase) => LibraryError::NotALibrary,
            Some(ErrorCode::DiskFull) => LibraryError::Full,
            Some(ErrorCode::ReadOnly) => LibraryError::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LibraryError::Busy,
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure) => {
                LibraryError::Unreachable(error.to_string())
            }
            _ => LibraryError::Other(error.to_string()),
        }
    }
}

impl From<std::io::Error> for LibraryError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => LibraryError::Full,
            std::io::ErrorKind::ReadOnlyFilesystem => LibraryError::ReadOnly,
            _ => LibraryError::Unreachable(error.to_string()),
        }
    }
}
