//! The library's articles with the graph of them, from which every view is made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use extract::{ActorId, Reading, SHOWN_FROM, Stance};
use graph::{Observation, SignedGraph, Tie};
use store::{Entry, EntryId};

use crate::{ActorRefView, SignView, TieSignView};

/// All articles and the signed graph of what was read in them.
///
/// A stance's number ([`StanceView::id`](crate::StanceView::id)) is its position among the graph's
/// observations: those of all articles by id, in the order of the text.
pub struct Collection {
    entries: BTreeMap<EntryId, Arc<Entry>>,
    /// The number of each article's first stance.
    first_stance: BTreeMap<EntryId, usize>,
    graph: SignedGraph,
    /// The articles that name an actor of the map or one of its members.
    naming: BTreeMap<ActorId, BTreeSet<EntryId>>,
}

impl Collection {
    /// Adds up what was read in the articles.
    ///
    /// Complexity: O(n log n) in the actors and stances of all readings.
    pub fn new(entries: BTreeMap<EntryId, Arc<Entry>>) -> Self {
        let mut first_stance = BTreeMap::new();
        let mut observations = Vec::new();
        for (id, reading) in readings(&entries) {
            first_stance.insert(id, observations.len());
            let observe = |stance: &Stance| Observation { article: id, stance: stance.clone() };
            observations.extend(reading.stances.iter().map(observe));
        }
        let sightings = readings(&entries).flat_map(|(_, reading)| reading.actors.iter().cloned());
        let graph = SignedGraph::from_stances(sightings, observations, SHOWN_FROM);
        let naming = naming(&entries, &graph);
        Collection { entries, first_stance, graph, naming }
    }

    pub fn graph(&self) -> &SignedGraph {
        &self.graph
    }

    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(&id).map(|entry| &**entry)
    }

    /// The articles, those opened last first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Entry> {
        let mut entries: Vec<&Entry> = self.entries.values().map(|entry| &**entry).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.opened_at, entry.id)));
        entries.into_iter()
    }

    /// The articles that name an actor of the map or one of its members.
    pub(crate) fn naming(&self, map_actor: &str) -> Option<&BTreeSet<EntryId>> {
        self.naming.get(map_actor)
    }

    /// An article's stances with their numbers.
    pub(crate) fn stances<'a>(&self, entry: &'a Entry) -> impl Iterator<Item = (u32, &'a Stance)> + use<'a> {
        let first = self.first_stance.get(&entry.id).copied().unwrap_or(0) as u32;
        let stances = entry.reading.as_ref().map_or(&[][..], |reading| &reading.stances);
        (first..).zip(stances)
    }

    /// The tie of the map that a stance belongs to; none where it is too unsure to show or both its
    /// actors stand for one.
    pub(crate) fn tie_of(&self, stance: &Stance) -> Option<&Tie> {
        let end = |id: &ActorId| self.graph.stands_for(id.as_str()).map(|actor| actor.id.as_str());
        let tie = || self.graph.tie(end(&stance.source)?, end(&stance.target)?);
        stance.is_shown().then(tie).flatten()
    }

    /// An actor's name beside its id.
    pub(crate) fn actor_ref(&self, id: &ActorId) -> ActorRefView {
        let name = self.graph.actor(id.as_str()).map_or_else(|| id.to_string(), |actor| actor.name.clone());
        ActorRefView { id: id.to_string(), name }
    }

    /// The id of the map's actor that stands for this one.
    pub(crate) fn map_id(&self, id: &ActorId) -> String {
        self.graph.stands_for(id.as_str()).map_or(id, |actor| &actor.id).to_string()
    }
}

impl From<graph::TieSign> for TieSignView {
    fn from(sign: graph::TieSign) -> Self {
        match sign {
            graph::TieSign::Positive => TieSignView::Positive,
            graph::TieSign::Negative => TieSignView::Negative,
            graph::TieSign::Mixed => TieSignView::Mixed,
            graph::TieSign::Neutral => TieSignView::Neutral,
        }
    }
}

impl From<lexicon::Sign> for SignView {
    fn from(sign: lexicon::Sign) -> Self {
        match sign {
            lexicon::Sign::Positive => SignView::Positive,
            lexicon::Sign::Negative => SignView::Negative,
            lexicon::Sign::Neutral => SignView::Neutral,
        }
    }
}

/// "attacks, criticises": what a tie says, the weightiest first, at most three.
pub(crate) fn summary(tie: &Tie) -> String {
    let mut weights: BTreeMap<lexicon::Relation, f32> = BTreeMap::new();
    for term in &tie.arithmetic.terms {
        let counted = term.counting == graph::Counting::Counted;
        *weights.entry(term.relation).or_default() += if counted { term.product.abs() } else { 0.0 };
    }
    let mut relations: Vec<_> = weights.into_iter().collect();
    relations.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let phrases: Vec<_> = relations.iter().take(3).map(|(relation, _)| relation.phrase()).collect();
    phrases.join(", ")
}

fn readings(entries: &BTreeMap<EntryId, Arc<Entry>>) -> impl Iterator<Item = (EntryId, &Reading)> {
    entries.iter().filter_map(|(id, entry)| Some((*id, entry.reading.as_ref()?)))
}

fn naming(
    entries: &BTreeMap<EntryId, Arc<Entry>>,
    graph: &SignedGraph,
) -> BTreeMap<ActorId, BTreeSet<EntryId>> {
    let mut naming: BTreeMap<ActorId, BTreeSet<EntryId>> = BTreeMap::new();
    for (id, reading) in readings(entries) {
        let named: BTreeSet<&ActorId> = reading.mentions.iter().map(|m| &m.actor).collect();
        for actor in named.into_iter().filter_map(|actor| graph.stands_for(actor.as_str())) {
            naming.entry(actor.id.clone()).or_default().insert(id);
        }
    }
    naming
}
