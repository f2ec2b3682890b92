//! The map as it stands: everything added up, and every actor at its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use graph::SignedGraph;
use store::{Entry, EntryId, Position};
use wire::{Collection, MapView, Place};

/// Where actors stand, by id.
pub type Places = BTreeMap<String, Position>;

/// The map of one revision of the library.
pub struct Picture {
    pub revision: u32,
    pub collection: Arc<Collection>,
    /// Of the actors on the map.
    pub places: Places,
}

impl Picture {
    /// Adds the articles up and finds places; kept places move little and pinned ones not at all.
    pub fn new(revision: u32, entries: BTreeMap<EntryId, Arc<Entry>>, kept: &Places) -> Self {
        let collection = Collection::new(entries);
        let places = arrange(collection.graph(), kept);
        Picture { revision, collection: Arc::new(collection), places }
    }

    /// The same map with one actor elsewhere.
    pub fn with_place(&self, actor: &str, place: Position) -> Self {
        let mut places = self.places.clone();
        places.insert(actor.to_owned(), place);
        Picture { revision: self.revision, collection: Arc::clone(&self.collection), places }
    }

    pub fn view(&self) -> MapView {
        let place = |id: &str| {
            self.places.get(id).map_or_else(Place::default, |p| Place { x: p.x, y: p.y, pinned: p.pinned })
        };
        self.collection.map(self.revision, place)
    }
}

/// Actors that have no place yet take the next free seat of a sunflower spiral round the middle.
fn arrange(graph: &SignedGraph, kept: &Places) -> Places {
    let mut places = Places::new();
    let mut seat = 0_u32;
    for actor in graph.actors() {
        let id = actor.id.as_str();
        let place = kept.get(id).copied().unwrap_or_else(|| {
            seat += 1;
            seat_of_spiral(kept.len() as u32 + seat)
        });
        places.insert(id.to_owned(), place);
    }
    places
}

fn seat_of_spiral(number: u32) -> Position {
    const GOLDEN_ANGLE: f32 = 2.399_963;
    const SPACING: f32 = 90.0;
    let (distance, angle) = (SPACING * (number as f32).sqrt(), GOLDEN_ANGLE * number as f32);
    Position { x: distance * angle.cos(), y: distance * angle.sin(), pinned: false }
}
