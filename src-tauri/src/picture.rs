//! The map as it stands: everything added up, and every actor at its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use extract::{Actor, ActorId};
use graph::SignedGraph;
use graph::layout::{self, Kept, NodeSize, Point};
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

/// Kept places as they are; actors that have none yet settle around them.
fn arrange(graph: &SignedGraph, kept: &Places) -> Places {
    let kept_points = kept.iter().map(|(id, p)| {
        let kept = Kept { point: Point { x: p.x, y: p.y }, pinned: p.pinned };
        (ActorId::from(id.as_str()), kept)
    });
    let points = layout::arrange(graph, &kept_points.collect(), |actor| size(graph, actor));
    let pinned = |id: &str| kept.get(id).is_some_and(|p| p.pinned);
    let place = |(id, p): (ActorId, Point)| {
        let pinned = pinned(id.as_str());
        (id.to_string(), Position { x: p.x, y: p.y, pinned })
    };
    points.into_iter().map(place).collect()
}

/// The room of a node and its label, as the window draws them.
fn size(graph: &SignedGraph, actor: &Actor) -> NodeSize {
    /// Mean width of a letter of the map's labels, in pixels at zoom 1.
    const LETTER: f32 = 6.4;
    let letters = actor.name.chars().count().min(26);
    NodeSize {
        radius: wire::radius(graph.evidence(actor.id.as_str())),
        label_width: LETTER * letters as f32,
        label_height: 16.0,
    }
}
