//! How long building and laying out a map takes: `cargo bench -p graph`.
//!
//! Prints the median of five runs for maps of growing size, random ties among allies and adversaries.

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use common::stance;
use extract::{Actor, ActorId, Stance};
use graph::layout::{self, NodeSize};
use graph::{Observation, SignedGraph};
use lexicon::{ActorKind, Relation};

const SIZE: NodeSize = NodeSize { radius: 14.0, label_width: 70.0, label_height: 16.0 };
const RUNS: usize = 5;

fn main() {
    println!("{:>7} {:>7} {:>12} {:>12}", "actors", "stances", "build ms", "layout ms");
    for (actors, stances) in [(40, 100), (100, 300), (400, 1200), (1000, 3000), (2000, 6000)] {
        let observations = observations(actors, stances);
        let build = || SignedGraph::from_stances(cast(actors), observations.clone(), 0.5);
        let graph = build();
        let building = median(|| drop(build()));
        let laying = median(|| drop(layout::arrange(&graph, &BTreeMap::new(), |_| SIZE)));
        println!("{actors:>7} {stances:>7} {:>12.2} {:>12.2}", millis(building), millis(laying));
    }
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn id(number: u64) -> ActorId {
    ActorId::new(format!("N{number}"))
}

fn cast(actors: u64) -> Vec<Actor> {
    let actor = |n| Actor { id: id(n), name: format!("Actor {n}"), kind: ActorKind::State, of: None };
    (0..actors).map(actor).collect()
}

fn observations(actors: u64, stances: u32) -> Vec<Observation> {
    let mut seed = 7_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % actors
    };
    (0..stances).map(|i| Observation { article: i / 20, stance: tie(next(), next(), i) }).collect()
}

fn tie(source: u64, target: u64, sentence: u32) -> Stance {
    let relation = if source % 2 == target % 2 { Relation::AlliedWith } else { Relation::Attacks };
    stance(id(source), relation, id(target), sentence)
}
