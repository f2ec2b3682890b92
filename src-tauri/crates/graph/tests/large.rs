//! The layout at the size of a large library.

mod common;

use std::collections::BTreeMap;

use common::stance;
use extract::{Actor, ActorId, Stance};
use graph::layout::{self, Kept, NodeSize, Point};
use graph::{Observation, SignedGraph};
use lexicon::{ActorKind, Relation};

const SIZE: NodeSize = NodeSize { radius: 14.0, label_width: 70.0, label_height: 16.0 };

type Places = BTreeMap<ActorId, Point>;

#[test]
fn a_thousand_pairs_are_packed_side_by_side() {
    let pairs: Vec<(u32, u32)> = (0..1000).map(|i| (2 * i, 2 * i + 1)).collect();
    let points = arrange(&pairs, &BTreeMap::new());
    assert_eq!(points.len(), 2000);
    assert!(layout::overlaps(&points, |_| SIZE).is_empty());
    let frames: Vec<[f32; 4]> = pairs.iter().map(|&(a, b)| frame(&points, &[a, b])).collect();
    for (i, a) in frames.iter().enumerate() {
        for b in &frames[i + 1..] {
            assert!(!meet(a, b), "{a:?} and {b:?}: the frames of two components");
        }
    }
}

#[test]
fn a_large_map_stays_where_it_is_when_a_few_actors_join() {
    let pairs = crowd(600, 1800);
    let before = arrange(&pairs, &BTreeMap::new());
    let kept = before.iter().map(|(id, p)| (id.clone(), Kept { point: *p, pinned: false })).collect();
    let joined: Vec<(u32, u32)> =
        pairs.iter().copied().chain((0..10).map(|i| (pairs[i].0, 9000 + i as u32))).collect();
    let after = arrange(&joined, &kept);
    let mut moved: Vec<f32> =
        before.iter().map(|(id, p)| (after[id].x - p.x).hypot(after[id].y - p.y)).collect();
    moved.sort_by(f32::total_cmp);
    // Nine of ten move less than a node is wide.
    let nine_in_ten = moved[moved.len() * 9 / 10];
    assert!(nine_in_ten < 2.0 * SIZE.radius, "moved {nine_in_ten}");
    assert!(layout::overlaps(&after, |_| SIZE).is_empty());
}

#[test]
fn newcomers_to_a_crowd_shove_nobody_far_and_stand_by_their_allies() {
    let pairs = crowd(400, 1200);
    let before = arrange(&pairs, &BTreeMap::new());
    let kept = before.iter().map(|(id, p)| (id.clone(), Kept { point: *p, pinned: *id == self::id(1) }));
    let kept = kept.collect();
    let joined: Vec<(u32, u32)> =
        pairs.iter().copied().chain([(0, 1000), (1, 1002), (2, 1004), (1000, 1004)]).collect();
    let after = arrange(&joined, &kept);
    let moved = |id: &ActorId| (after[id].x - before[id].x).hypot(after[id].y - before[id].y);
    assert_eq!(after[&id(1)], before[&id(1)], "pinned");
    for id in before.keys() {
        assert!(moved(id) <= 60.0, "{id} moved {}", moved(id));
    }
    // On a map of three thousand pixels.
    let away = (after[&id(0)].x - after[&id(1000)].x).hypot(after[&id(0)].y - after[&id(1000)].y);
    assert!(away < 500.0, "an ally {away} off");
    assert!(layout::overlaps(&after, |_| SIZE).is_empty());
}

#[test]
fn who_had_no_tie_leaves_its_row_for_its_ally() {
    let pairs = crowd(40, 100);
    let lone = [(900, 900)];
    let with_lone: Vec<(u32, u32)> = pairs.iter().chain(&lone).copied().collect();
    let before = arrange(&with_lone, &BTreeMap::new());
    let kept = before.iter().map(|(id, p)| (id.clone(), Kept { point: *p, pinned: false })).collect();
    let tied: Vec<(u32, u32)> = pairs.iter().copied().chain([(0, 900), (0, 901)]).collect();
    let after = arrange(&tied, &kept);
    let away = |places: &Places| {
        (places[&id(0)].x - places[&id(900)].x).hypot(places[&id(0)].y - places[&id(900)].y)
    };
    assert!(away(&before) > 500.0 && away(&after) < 300.0, "{} then {}", away(&before), away(&after));
}

#[test]
fn two_thousand_actors_stand_free_and_alike_whatever_the_order() {
    let mut pairs = crowd(2000, 6000);
    let points = arrange(&pairs, &BTreeMap::new());
    assert!(points.len() > 1950);
    assert!(layout::overlaps(&points, |_| SIZE).is_empty());
    pairs.reverse();
    let bits = |places: &Places| -> Vec<[u32; 2]> {
        places.values().map(|p| [p.x.to_bits(), p.y.to_bits()]).collect()
    };
    assert_eq!(bits(&points), bits(&arrange(&pairs, &BTreeMap::new())));
}

/// Actors at random; those of the same parity are allies.
fn crowd(actors: u64, ties: usize) -> Vec<(u32, u32)> {
    let mut seed = 7_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % actors) as u32
    };
    let pairs = std::iter::repeat_with(|| (next(), next())).filter(|(a, b)| a != b);
    pairs.take(ties).collect()
}

fn arrange(pairs: &[(u32, u32)], kept: &BTreeMap<ActorId, Kept>) -> Places {
    let ids = pairs.iter().flat_map(|&(a, b)| [a, b]);
    let actors = ids.map(|n| Actor { id: id(n), name: format!("N{n}"), kind: ActorKind::State, of: None });
    let observations = pairs.iter().map(|&(a, b)| Observation { article: 1, stance: tie(a, b) });
    layout::arrange(&SignedGraph::from_stances(actors, observations, 0.5), kept, |_| SIZE)
}

fn tie(source: u32, target: u32) -> Stance {
    let relation = if source % 2 == target % 2 { Relation::AlliedWith } else { Relation::Attacks };
    stance(id(source), relation, id(target), source + target)
}

fn id(number: u32) -> ActorId {
    ActorId::new(format!("N{number}"))
}

/// Left, top, right and bottom of the nodes and labels of these actors.
fn frame(points: &Places, actors: &[u32]) -> [f32; 4] {
    let outer = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    actors.iter().map(|&n| points[&id(n)]).fold(outer, |[x0, y0, x1, y1], p| {
        let (left, right) = (p.x - SIZE.radius, p.x + SIZE.radius + SIZE.label_width);
        [x0.min(left), y0.min(p.y - SIZE.radius), x1.max(right), y1.max(p.y + SIZE.radius)]
    })
}

fn meet(a: &[f32; 4], b: &[f32; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
