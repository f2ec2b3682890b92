//! Where actors stand on the map.

use std::collections::BTreeMap;

use rusqlite::params;

use crate::{Library, LibraryError};

/// A place on the map. Units are those of the layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    pub x: f32,
    pub y: f32,
    /// Put there by hand; the layout leaves it.
    pub pinned: bool,
}

impl Library {
    /// All kept positions, by actor.
    pub fn positions(&self) -> Result<BTreeMap<String, Position>, LibraryError> {
        let mut query = self.connection.prepare("SELECT actor, x, y, pinned FROM positions")?;
        let rows = query.query_map([], |row| {
            let place = Position { x: row.get(1)?, y: row.get(2)?, pinned: row.get(3)? };
            Ok((row.get(0)?, place))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps these positions and those of actors not among them; all or none.
    pub fn keep_positions<'a>(
        &mut self,
        positions: impl IntoIterator<Item = (&'a str, Position)>,
    ) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        {
            let sql = "INSERT OR REPLACE INTO positions (actor, x, y, pinned) VALUES (?1, ?2, ?3, ?4)";
            let mut insert = transaction.prepare_cached(sql)?;
            for (actor, place) in positions {
                insert.execute(params![actor, place.x, place.y, place.pinned])?;
            }
        }
        Ok(transaction.commit()?)
    }
}
