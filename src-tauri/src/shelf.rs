//! The open library with what is kept of it in memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use extract::Reading;
use pipeline::ENGINE_VERSION;
use store::{Added, Deed, Entry, EntryId, Library, LibraryError, NewEntry, Position};
use wire::LibraryState;

use crate::picture::{Picture, Places};

/// Articles, readings and positions; every change is written to the library first.
pub struct Shelf {
    library: Library,
    pub state: LibraryState,
    pub entries: BTreeMap<EntryId, Arc<Entry>>,
    pub places: Places,
    /// Counts up with each change of what the map shows.
    pub revision: u32,
    /// The newest map that was made; older than `revision` until the next one is asked for.
    pub picture: Option<Arc<Picture>>,
}

impl Shelf {
    /// Opens the library at `path`. Where that fails the file stays as it is, and the shelf lives in
    /// memory and says why.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        match Library::open(path).and_then(|library| Shelf::fill(library, LibraryState::Open)) {
            Ok(shelf) => Ok(shelf),
            Err(error) => {
                log::warn!("the library cannot be opened: {error}");
                let reason = format!("{error} Until then nothing you open here is kept.");
                Shelf::fill(Library::in_memory()?, LibraryState::Unavailable { reason })
            }
        }
    }

    /// What an earlier engine read, or none did.
    pub fn unread(&self) -> Vec<EntryId> {
        self.entries.values().filter(|entry| entry.reading.is_none()).map(|entry| entry.id).collect()
    }

    /// The article of that content, where it is on the shelf.
    pub fn find(&self, content_hash: &str) -> Result<Option<EntryId>, LibraryError> {
        self.library.find(content_hash)
    }

    pub fn add(&mut self, new: NewEntry, reading: Reading) -> Result<Added, LibraryError> {
        let added = self.library.add(&new, &reading, ENGINE_VERSION)?;
        if !matches!(added, Added::Again(_)) {
            let entry = Entry {
                id: added.id(),
                file_name: new.file_name,
                article: new.article,
                warnings: new.warnings,
                sample: new.sample,
                opened_at: new.opened_at,
                reading: Some(reading),
            };
            self.put(entry);
        }
        Ok(added)
    }

    /// Replaces the reading of an article; nothing where it was removed meanwhile.
    pub fn reread(&mut self, id: EntryId, reading: Reading) -> Result<(), LibraryError> {
        let Some(entry) = self.entries.get(&id) else { return Ok(()) };
        self.library.set_reading(id, &reading, ENGINE_VERSION)?;
        self.put(Entry { reading: Some(reading), ..Entry::clone(entry) });
        Ok(())
    }

    pub fn remove(&mut self, id: EntryId, at: i64) -> Result<Deed, LibraryError> {
        let entry = self.entries.get(&id).ok_or(LibraryError::NotFound)?;
        let deed = self.library.remove(id, &wire::title(entry), at)?;
        self.follow(&deed)?;
        Ok(deed)
    }

    pub fn undo(&mut self) -> Result<Option<Deed>, LibraryError> {
        let done = self.library.undo()?;
        self.follow_step(done)
    }

    pub fn redo(&mut self) -> Result<Option<Deed>, LibraryError> {
        let done = self.library.redo()?;
        self.follow_step(done)
    }

    /// Keeps the places of a new picture. Those pinned by hand while it was made stay.
    pub fn keep(&mut self, mut picture: Picture) -> Arc<Picture> {
        for (id, place) in &self.places {
            if let Some(made) = picture.places.get_mut(id).filter(|_| place.pinned) {
                *made = *place;
            }
        }
        let moved = |(id, place): &(&String, &Position)| self.places.get(*id) != Some(place);
        let moved: Vec<_> = picture.places.iter().filter(moved).map(|(id, p)| (id.as_str(), *p)).collect();
        // The map is as good without; the next layout tries again.
        if let Err(error) = self.library.keep_positions(moved.iter().copied()) {
            log::warn!("positions were not kept: {error}");
        }
        self.places.extend(moved.into_iter().map(|(id, place)| (id.to_owned(), place)));
        let picture = Arc::new(picture);
        self.picture = Some(Arc::clone(&picture));
        picture
    }

    /// Puts one actor of the map at a place.
    pub fn place(&mut self, actor: &str, place: Position) -> Result<(), LibraryError> {
        self.library.keep_positions([(actor, place)])?;
        self.places.insert(actor.to_owned(), place);
        self.picture = self.picture.as_ref().map(|picture| Arc::new(picture.with_place(actor, place)));
        Ok(())
    }

    /// Forgets all places that were not chosen by hand, so that the next picture finds new ones.
    pub fn forget_places(&mut self) {
        self.places.retain(|_, place| place.pinned);
        self.revision += 1;
    }

    fn fill(library: Library, state: LibraryState) -> Result<Self, LibraryError> {
        let entries = library.entries(ENGINE_VERSION)?;
        let places = library.positions()?;
        let entries = entries.into_iter().map(|entry| (entry.id, Arc::new(entry))).collect();
        Ok(Shelf { library, state, entries, places, revision: 1, picture: None })
    }

    fn put(&mut self, entry: Entry) {
        self.entries.insert(entry.id, Arc::new(entry));
        self.revision += 1;
    }

    fn follow_step(&mut self, deed: Option<store::Done>) -> Result<Option<Deed>, LibraryError> {
        let deed = deed.map(|done| done.deed);
        deed.as_ref().map_or(Ok(()), |deed| self.follow(deed))?;
        Ok(deed)
    }

    /// Brings memory to what the library now says of the article of a deed.
    fn follow(&mut self, Deed::Removed { article, .. }: &Deed) -> Result<(), LibraryError> {
        match self.library.entry(*article, ENGINE_VERSION) {
            Ok(entry) => self.put(entry),
            Err(LibraryError::NotFound) => {
                self.entries.remove(article);
                self.revision += 1;
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
