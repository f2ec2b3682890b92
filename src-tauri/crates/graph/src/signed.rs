//! The signed graph.

use std::collections::{BTreeMap, BTreeSet};

use extract::{Actor, ActorId, Stance};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::affiliation::{Level, Roster};
use crate::tie::Tie;

/// A stance and where it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The library's number of the article.
    pub article: u32,
    pub stance: Stance,
}

/// Actors and the ties between them.
///
/// At the default [`Level::States`] only states and bodies are nodes; persons, government bodies and
/// parties are kept as the [members](SignedGraph::members) of the node that they stand for.
#[derive(Clone, Debug)]
pub struct SignedGraph {
    level: Level,
    observations: Vec<Observation>,
    /// Everyone, those who stand for another included.
    actors: BTreeMap<ActorId, Actor>,
    stands_for: BTreeMap<ActorId, ActorId>,
    nodes: BTreeMap<ActorId, NodeIndex>,
    graph: DiGraph<Node, Tie>,
    unsure: usize,
}

/// What the graph keeps at a node beside the actor.
#[derive(Clone, Debug)]
struct Node {
    id: ActorId,
    members: Vec<ActorId>,
    inner: usize,
    evidence: usize,
}

type Pair = (ActorId, ActorId);

impl SignedGraph {
    /// The graph of states and bodies.
    ///
    /// `actors` are all sightings, an actor once for each article it stands in if that is how they
    /// come; name, kind and affiliation are what most sightings say. Pass the state of a minister
    /// too: one that nobody describes stands under its id. Stances below `threshold` (0 to 1) are
    /// left out of ties. `observations` keep their position: it is the number by which ties refer to
    /// them.
    ///
    /// Complexity: O((a + s) log (a + s)) for a sightings and s stances.
    pub fn from_stances(
        actors: impl IntoIterator<Item = Actor>,
        observations: impl IntoIterator<Item = Observation>,
        threshold: f32,
    ) -> Self {
        SignedGraph::at_level(Level::States, actors, observations, threshold)
    }

    /// [`SignedGraph::from_stances`] at a level of one's choice.
    pub fn at_level(
        level: Level,
        actors: impl IntoIterator<Item = Actor>,
        observations: impl IntoIterator<Item = Observation>,
        threshold: f32,
    ) -> Self {
        let observations: Vec<Observation> = observations.into_iter().collect();
        let named = observations.iter().flat_map(|o| [o.stance.source.clone(), o.stance.target.clone()]);
        let Roster { actors, stands_for } = Roster::new(actors, named, level);
        let sure = |o: &Observation| o.stance.confidence >= threshold;
        let mut pairs: BTreeMap<Pair, Vec<usize>> = BTreeMap::new();
        for (i, o) in observations.iter().enumerate().filter(|(_, o)| sure(o)) {
            let ends = [&o.stance.source, &o.stance.target].map(|id| stands_for[id].clone());
            pairs.entry(ends.into()).or_default().push(i);
        }
        let unsure = observations.iter().filter(|o| !sure(o)).count();
        let (nodes, graph) = (BTreeMap::new(), DiGraph::new());
        let mut built = SignedGraph { level, observations, actors, stands_for, nodes, graph, unsure };
        built.add_nodes();
        built.add_ties(pairs);
        built.mark_mutual();
        built.weigh_nodes();
        built
    }

    pub fn level(&self) -> Level {
        self.level
    }

    /// The actors on the map, by id.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = &Actor> {
        self.nodes.keys().map(|id| &self.actors[id])
    }

    /// Any actor, on the map or rolled up.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.get(id)
    }

    /// Whether that actor is a node of the map.
    pub fn is_on_map(&self, id: &str) -> bool {
        self.nodes.contains_key(id)
    }

    /// The actor of the map that stands for this one: itself, or whom it belongs to.
    pub fn stands_for(&self, id: &str) -> Option<&Actor> {
        self.actors.get(self.stands_for.get(id)?)
    }

    /// Those whom the actor stands for beside itself, by id.
    pub fn members(&self, id: &str) -> &[ActorId] {
        self.node(id).map_or(&[], |node| &node.members)
    }

    /// All ties, by source and target.
    pub fn ties(&self) -> impl ExactSizeIterator<Item = &Tie> {
        self.graph.raw_edges().iter().map(|edge| &edge.weight)
    }

    /// What `source` holds toward `target`; both must be on the map.
    pub fn tie(&self, source: &str, target: &str) -> Option<&Tie> {
        let edge = self.graph.find_edge(*self.nodes.get(source)?, *self.nodes.get(target)?)?;
        self.graph.edge_weight(edge)
    }

    /// The ties from and to an actor of the map, by the other actor, those from it first.
    pub fn ties_of(&self, id: &str) -> Vec<&Tie> {
        let Some(&node) = self.nodes.get(id) else { return Vec::new() };
        let both = [Direction::Outgoing, Direction::Incoming];
        let edges = both.into_iter().flat_map(|way| self.graph.edges_directed(node, way));
        let mut ties: Vec<&Tie> = edges.map(|edge| edge.weight()).collect();
        ties.sort_by_key(|tie| {
            let from = tie.source.as_str() == id;
            (if from { &tie.target } else { &tie.source }, !from)
        });
        ties
    }

    /// With how many others the actor has a tie, either way.
    pub fn degree(&self, id: &str) -> usize {
        self.nodes
            .get(id)
            .map_or(0, |&node| self.graph.neighbors_undirected(node).collect::<BTreeSet<_>>().len())
    }

    /// How many sentences stand behind the actor's ties; the area of its node follows this.
    pub fn evidence(&self, id: &str) -> usize {
        self.node(id).map_or(0, |node| node.evidence)
    }

    /// How many stances between the actor and its own members (or among them) were left out.
    pub fn inner(&self, id: &str) -> usize {
        self.node(id).map_or(0, |node| node.inner)
    }

    /// How many stances stayed below the threshold.
    pub fn unsure(&self) -> usize {
        self.unsure
    }

    /// All observations as they came, those below the threshold included.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// The observation that a tie refers to by its position.
    pub fn observation(&self, position: usize) -> Option<&Observation> {
        self.observations.get(position)
    }

    fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.get(id).and_then(|&n| self.graph.node_weight(n))
    }

    fn add_nodes(&mut self) {
        let mut members: BTreeMap<&ActorId, Vec<ActorId>> = BTreeMap::new();
        for (id, top) in &self.stands_for {
            members.entry(top).or_default().extend((id != top).then(|| id.clone()));
        }
        for (id, members) in members {
            let node = Node { id: id.clone(), members, inner: 0, evidence: 0 };
            self.nodes.insert(id.clone(), self.graph.add_node(node));
        }
    }

    fn add_ties(&mut self, pairs: BTreeMap<Pair, Vec<usize>>) {
        for ((source, target), places) in pairs {
            let (from, to) = (self.nodes[&source], self.nodes[&target]);
            if from == to {
                self.graph[from].inner += places.len();
            } else {
                self.graph.add_edge(from, to, Tie::new(source, target, places, &self.observations));
            }
        }
    }

    fn mark_mutual(&mut self) {
        let wholly = |tie: &Tie| tie.observations.iter().all(|&i| self.observations[i].stance.mutual);
        let mutual = |tie: &Tie| {
            let back = self.tie(tie.target.as_str(), tie.source.as_str());
            back.is_some_and(|back| back.sign == tie.sign && wholly(tie) && wholly(back))
        };
        let marks: Vec<bool> = self.ties().map(mutual).collect();
        for (tie, mark) in self.graph.edge_weights_mut().zip(marks) {
            tie.mutual = mark;
        }
    }

    fn weigh_nodes(&mut self) {
        for node in self.graph.node_indices() {
            let ties = self.ties_of(self.graph[node].id.as_str());
            let places: BTreeSet<(u32, u32)> = ties.into_iter().flat_map(Tie::places).collect();
            self.graph[node].evidence = places.len();
        }
    }
}
