//! Articles of the library.

use extract::Reading;
use rusqlite::{Connection, OptionalExtension, Row, params};
use text::Article;

use crate::{Library, LibraryError, rows};

/// The library's number of an article; never used twice.
pub type EntryId = u32;

/// An article of the library with what was read in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    /// Without its folder.
    pub file_name: String,
    pub article: Article,
    /// What the file reader had to say.
    pub warnings: Vec<String>,
    pub sample: bool,
    /// Seconds since 1970.
    pub opened_at: i64,
    /// `None` where no reading of the engine's present version is kept.
    pub reading: Option<Reading>,
}

/// An article about to enter the library.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntry {
    pub file_name: String,
    pub article: Article,
    pub warnings: Vec<String>,
    pub sample: bool,
    /// Seconds since 1970.
    pub opened_at: i64,
}

/// How an article entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    New(EntryId),
    /// The same content was there already and was left as it is.
    Again(EntryId),
    /// The same content had been removed and is back; its removal can no longer be taken back.
    Back(EntryId),
}

impl Added {
    pub fn id(self) -> EntryId {
        match self {
            Added::New(id) | Added::Again(id) | Added::Back(id) => id,
        }
    }
}

const COLUMNS: &str = "SELECT id, file_name, text, blocks, published, outlet, language, warnings, sample,
    opened_at, engine_version, payload FROM articles LEFT JOIN readings ON article = id";

impl Library {
    /// All articles that are not removed, by id. Readings of another `engine_version`, and such as no
    /// longer decode, are left out of their entries.
    pub fn entries(&self, engine_version: u32) -> Result<Vec<Entry>, LibraryError> {
        let mut query =
            self.connection.prepare(&format!("{COLUMNS} WHERE removed_at IS NULL ORDER BY id"))?;
        let entries = query.query_map([], |row| entry(row, engine_version))?;
        entries.map(|entry| entry?).collect()
    }

    /// One article that is not removed.
    pub fn entry(&self, id: EntryId, engine_version: u32) -> Result<Entry, LibraryError> {
        let sql = format!("{COLUMNS} WHERE id = ?1 AND removed_at IS NULL");
        let found = self.connection.query_row(&sql, [id], |row| entry(row, engine_version)).optional()?;
        found.ok_or(LibraryError::NotFound)?
    }

    /// The article of that content, removed or not.
    pub fn find(&self, content_hash: &str) -> Result<Option<EntryId>, LibraryError> {
        let sql = "SELECT id FROM articles WHERE hash = ?1 AND removed_at IS NULL";
        Ok(self.connection.query_row(sql, [content_hash], |row| row.get(0)).optional()?)
    }

    /// Takes an article in with its reading: both or neither.
    pub fn add(
        &mut self,
        new: &NewEntry,
        reading: &Reading,
        engine_version: u32,
    ) -> Result<Added, LibraryError> {
        let transaction = self.connection.transaction()?;
        let hash = text::content_hash(&new.article);
        let known: Option<(EntryId, bool)> = transaction
            .query_row("SELECT id, removed_at IS NOT NULL FROM articles WHERE hash = ?1", [&hash], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let added = match known {
            Some((id, false)) => Added::Again(id),
            Some((id, true)) => {
                bring_back(&transaction, id, new.opened_at)?;
                Added::Back(id)
            }
            None => Added::New(insert(&transaction, new, &hash)?),
        };
        if !matches!(added, Added::Again(_)) {
            put_reading(&transaction, added.id(), reading, engine_version)?;
        }
        transaction.commit()?;
        Ok(added)
    }

    /// Keeps a new reading of an article in the place of the old one.
    pub fn set_reading(
        &mut self,
        id: EntryId,
        reading: &Reading,
        engine_version: u32,
    ) -> Result<(), LibraryError> {
        put_reading(&self.connection, id, reading, engine_version)
    }
}

fn insert(connection: &Connection, new: &NewEntry, hash: &str) -> Result<EntryId, LibraryError> {
    let article = &new.article;
    connection.execute(
        "INSERT INTO articles (hash, file_name, text, blocks, published, outlet, language, warnings, sample, opened_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            hash,
            new.file_name,
            article.text,
            rows::encode(&rows::blocks(&article.blocks)),
            article.published.map(|date| date.to_string()),
            article.outlet,
            rows::language(&article.language),
            rows::encode(&new.warnings),
            new.sample,
            new.opened_at,
        ],
    )?;
    u32::try_from(connection.last_insert_rowid()).map_err(|e| LibraryError::Other(e.to_string()))
}

fn bring_back(connection: &Connection, id: EntryId, opened_at: i64) -> Result<(), LibraryError> {
    let sql = "UPDATE articles SET removed_at = NULL, opened_at = ?2 WHERE id = ?1";
    connection.execute(sql, params![id, opened_at])?;
    crate::deeds::forget(connection, id)
}

fn put_reading(
    connection: &Connection,
    id: EntryId,
    reading: &Reading,
    engine_version: u32,
) -> Result<(), LibraryError> {
    let payload = rows::encode(&rows::ReadingRow::from(reading));
    connection.execute(
        "INSERT OR REPLACE INTO readings (article, engine_version, payload) VALUES (?1, ?2, ?3)",
        params![id, engine_version, payload],
    )?;
    Ok(())
}

/// A damaged row is [`LibraryError::Corrupt`], a damaged reading only a missing one.
fn entry(row: &Row, engine_version: u32) -> rusqlite::Result<Result<Entry, LibraryError>> {
    let blocks: String = row.get("blocks")?;
    let warnings: String = row.get("warnings")?;
    let published: Option<String> = row.get("published")?;
    let language: String = row.get("language")?;
    let version: Option<u32> = row.get("engine_version")?;
    let payload: Option<String> = row.get("payload")?;
    let (Some(blocks), Some(warnings)) = (rows::decode(&blocks), rows::decode(&warnings)) else {
        return Ok(Err(LibraryError::Corrupt));
    };
    let article = Article {
        text: row.get("text")?,
        blocks: rows::read_blocks(blocks),
        published: published.and_then(|date| date.parse().ok()),
        outlet: row.get("outlet")?,
        language: rows::read_language(&language),
    };
    let reading = payload.filter(|_| version == Some(engine_version));
    Ok(Ok(Entry {
        id: row.get("id")?,
        file_name: row.get("file_name")?,
        reading: reading.and_then(|payload| rows::decode::<rows::ReadingRow>(&payload)?.read(&article)),
        article,
        warnings,
        sample: row.get("sample")?,
        opened_at: row.get("opened_at")?,
    }))
}
