//! What was done to the library and can be taken back.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{EntryId, Library, LibraryError, rows};

/// One thing done that can be undone. Outlives the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    Removed {
        article: EntryId,
        /// The article's title, or what stands for it.
        title: String,
        /// Seconds since 1970.
        at: i64,
    },
}

/// A deed that was just taken back or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub deed: Deed,
}

impl Library {
    /// Removes an article. It stays in the file for [`undo`](Library::undo); what had been undone
    /// before can no longer be redone. `title` is kept for the label, `at` is seconds since 1970.
    pub fn remove(&mut self, article: EntryId, title: &str, at: i64) -> Result<Deed, LibraryError> {
        let deed = Deed::Removed { article, title: title.to_owned(), at };
        let transaction = self.connection.transaction()?;
        if !deed.apply(&transaction)? {
            return Err(LibraryError::NotFound);
        }
        transaction.execute("DELETE FROM deeds WHERE undone", [])?;
        transaction.execute("INSERT INTO deeds (deed) VALUES (?1)", [rows::encode(&deed)])?;
        transaction.commit()?;
        Ok(deed)
    }

    /// Takes back the newest deed that was not taken back.
    pub fn undo(&mut self) -> Result<Option<Done>, LibraryError> {
        self.step("SELECT id, deed FROM deeds WHERE NOT undone ORDER BY id DESC LIMIT 1", true)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Result<Option<Done>, LibraryError> {
        self.step("SELECT id, deed FROM deeds WHERE undone ORDER BY id LIMIT 1", false)
    }

    fn step(&mut self, which: &str, undone: bool) -> Result<Option<Done>, LibraryError> {
        let transaction = self.connection.transaction()?;
        let found: Option<(i64, String)> =
            transaction.query_row(which, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((id, deed)) = found else { return Ok(None) };
        let deed: Deed = rows::decode(&deed).ok_or(LibraryError::Corrupt)?;
        if undone {
            deed.take_back(&transaction)?
        } else {
            deed.apply(&transaction)?
        };
        transaction.execute("UPDATE deeds SET undone = ?2 WHERE id = ?1", params![id, undone])?;
        transaction.commit()?;
        Ok(Some(Done { deed }))
    }
}

impl Deed {
    /// Whether it changed anything.
    fn apply(&self, connection: &Connection) -> Result<bool, LibraryError> {
        let Deed::Removed { article, at, .. } = self;
        let sql = "UPDATE articles SET removed_at = ?2 WHERE id = ?1 AND removed_at IS NULL";
        Ok(connection.execute(sql, params![article, at])? > 0)
    }

    fn take_back(&self, connection: &Connection) -> Result<bool, LibraryError> {
        let Deed::Removed { article, .. } = self;
        let sql = "UPDATE articles SET removed_at = NULL WHERE id = ?1";
        Ok(connection.execute(sql, [article])? > 0)
    }
}

/// Drops the deeds about an article that came back another way.
pub(crate) fn forget(connection: &Connection, article: EntryId) -> Result<(), LibraryError> {
    connection.execute("DELETE FROM deeds WHERE deed ->> 'article' = ?1", [article])?;
    Ok(())
}
