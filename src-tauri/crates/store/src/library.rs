//! Opening the file.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::LibraryError;
use crate::migrations::{APPLICATION_ID, VERSION, migrate};

/// An open library.
pub struct Library {
    pub(crate) connection: Connection,
}

/// How long a statement waits for another program's lock.
const PATIENCE: Duration = Duration::from_secs(5);

impl Library {
    /// Opens the library at `path`, making the file and its folder where there is none.
    ///
    /// # Errors
    /// [`Corrupt`](LibraryError::Corrupt), [`NotALibrary`](LibraryError::NotALibrary) and
    /// [`Newer`](LibraryError::Newer) leave the file untouched, for it is looked at read-only first.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        match fs::metadata(path) {
            Ok(file) if file.len() > 0 => inspect(path)?,
            Ok(_) => {}
            Err(_) => path.parent().map(fs::create_dir_all).transpose().map(|_| ())?,
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Library::set_up(Connection::open_with_flags(path, flags)?)
    }

    /// A library that lives only as long as it is open.
    pub fn in_memory() -> Result<Self, LibraryError> {
        Library::set_up(Connection::open_in_memory()?)
    }

    /// Lets the file grow to at most `pages` pages (never below its present size): stands for a full
    /// disk in tests, and for a quota.
    pub fn limit_pages(&self, pages: u32) -> Result<(), LibraryError> {
        Ok(self.connection.pragma_update(None, "max_page_count", pages)?)
    }

    fn set_up(mut connection: Connection) -> Result<Self, LibraryError> {
        connection.busy_timeout(PATIENCE)?;
        if connection.is_readonly("main")? {
            return Err(LibraryError::ReadOnly);
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // In WAL mode NORMAL never corrupts: the death of the app loses no finished import, a power
        // cut at most the last few, which are still in the files they came from.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrate(&mut connection)?;
        Ok(Library { connection })
    }
}

/// Looks at an existing file without writing to it.
fn inspect(path: &Path) -> Result<(), LibraryError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let version = number("PRAGMA user_version")?;
    let ours = number("PRAGMA application_id")? == i64::from(APPLICATION_ID);
    // A file made a moment before the app died holds nothing yet; it may become a library.
    let empty = version == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0;
    if !ours && !empty {
        return Err(LibraryError::NotALibrary);
    }
    if version > i64::from(VERSION) {
        return Err(LibraryError::Newer { found: version as u32, known: VERSION });
    }
    let check: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if check == "ok" { Ok(()) } else { Err(LibraryError::Corrupt) }
}
