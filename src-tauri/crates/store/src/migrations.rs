//! The forms that the file has had. `user_version` is the number of steps that were taken.

use rusqlite::{Connection, TransactionBehavior};

use crate::LibraryError;

/// "Ente" in ASCII, so that `file` and [`Library::open`](crate::Library::open) know a library.
pub(crate) const APPLICATION_ID: i32 = 0x456e_7465;

/// The newest form this version knows.
pub(crate) const VERSION: u32 = STEPS.len() as u32;

/// Step i leads from form i to form i + 1. A step that was ever released is never edited.
const STEPS: &[&str] = &["
    CREATE TABLE articles (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        hash       TEXT NOT NULL UNIQUE, -- of title and text: the same content is one article
        file_name  TEXT NOT NULL,
        text       TEXT NOT NULL,        -- the title is its first line where blocks say so
        blocks     TEXT NOT NULL,        -- JSON: [[kind, start, end], ...], bytes
        published  TEXT,                 -- YYYY[-MM[-DD]]
        outlet     TEXT,
        language   TEXT NOT NULL,        -- English | ? | the name of another language
        warnings   TEXT NOT NULL,        -- JSON: what the file reader had to say
        sample     INTEGER NOT NULL,
        opened_at  INTEGER NOT NULL,     -- seconds since 1970
        removed_at INTEGER               -- seconds since 1970; removed articles wait for undo
    ) STRICT;
    CREATE TABLE readings (
        article        INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        engine_version INTEGER NOT NULL,
        payload        TEXT NOT NULL     -- JSON: rows::ReadingRow
    ) STRICT;
    CREATE TABLE positions (
        actor  TEXT PRIMARY KEY,
        x      REAL NOT NULL,
        y      REAL NOT NULL,
        pinned INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE deeds (
        id     INTEGER PRIMARY KEY AUTOINCREMENT,
        deed   TEXT NOT NULL,            -- JSON: Deed
        undone INTEGER NOT NULL DEFAULT 0
    ) STRICT;
"];

/// Brings the file to the newest form; all steps or none.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), LibraryError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for step in STEPS.iter().skip(from as usize) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(transaction.commit()?)
}
