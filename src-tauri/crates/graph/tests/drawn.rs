//! Small graphs drawn as text: ties with their arithmetic, and where the layout puts the actors.
//!
//! Each file of `tests/goldens` begins with stances, one a line: source, relation, target,
//! confidence, modality, article, sentence. What follows `----` is what the crate makes of them;
//! `UPDATE_REFERENCES=1 cargo test -p graph` writes it anew.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use common::stance;
use extract::{Actor, ActorId, Stance};
use graph::layout::{self, Kept, NodeSize, Point};
use graph::{Observation, SignedGraph};
use lexicon::{ActorKind, Modality, Relation};

const SIZE: NodeSize = NodeSize { radius: 14.0, label_width: 60.0, label_height: 16.0 };

#[test]
fn goldens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the goldens").map(|e| e.expect("a file").path()).collect();
    paths.sort();
    assert!(paths.len() >= 4);
    for path in paths {
        let whole = std::fs::read_to_string(&path).expect("a golden is text");
        let (input, expected) = whole.split_once("----\n").expect("a golden has a line of dashes");
        let drawn = draw(&graph_of(input));
        if std::env::var_os("UPDATE_REFERENCES").is_some() {
            std::fs::write(&path, format!("{input}----\n{drawn}")).expect("writable");
        } else {
            assert!(drawn == expected, "{}\n{}", path.display(), differences(expected, &drawn));
        }
    }
}

#[test]
fn allies_stand_nearer_than_adversaries() {
    let (graph, pairs) = two_blocs();
    let points = layout::arrange(&graph, &BTreeMap::new(), |_| SIZE);
    let mean = |allied: bool| {
        let chosen: Vec<f32> =
            pairs.iter().filter(|p| p.2 == allied).map(|(a, b, _)| distance(&points, a, b)).collect();
        chosen.iter().sum::<f32>() / chosen.len() as f32
    };
    assert!(mean(true) < 0.7 * mean(false), "allies {} adversaries {}", mean(true), mean(false));
}

#[test]
fn the_same_graph_gives_the_same_points_whatever_the_order() {
    let (graph, pairs) = two_blocs();
    let mut turned = pairs.clone();
    turned.reverse();
    let first = layout::arrange(&graph, &BTreeMap::new(), |_| SIZE);
    let second = layout::arrange(&graph_of_pairs(&turned), &BTreeMap::new(), |_| SIZE);
    assert_eq!(first, second);
}

#[test]
fn nothing_lies_on_anything() {
    let star: Vec<Pair> = (1..300).map(|i| ("C".into(), format!("N{i}"), i % 2 == 0)).collect();
    let mixed: Vec<Pair> = (0..120)
        .map(|i| (format!("N{}", i * 7 % 60), format!("N{}", (i * 13 + 1) % 90), i % 3 > 0))
        .filter(|(a, b, _)| a != b)
        .collect();
    for pairs in [star, mixed, two_blocs().1] {
        let points = layout::arrange(&graph_of_pairs(&pairs), &BTreeMap::new(), |_| SIZE);
        let found = layout::overlaps(&points, |_| SIZE);
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn kept_places_stay_and_new_actors_settle_round_them() {
    let (graph, mut pairs) = two_blocs();
    let before = layout::arrange(&graph, &BTreeMap::new(), |_| SIZE);
    let pinned_id = ActorId::from("A0");
    let kept: BTreeMap<ActorId, Kept> =
        before.iter().map(|(id, p)| (id.clone(), Kept { point: *p, pinned: *id == pinned_id })).collect();
    assert_eq!(layout::arrange(&graph, &kept, |_| SIZE), before, "nothing new, nothing moves");

    pairs.push(("A1".into(), "NEW".into(), true));
    let after = layout::arrange(&graph_of_pairs(&pairs), &kept, |_| SIZE);
    assert_eq!(after[&pinned_id], before[&pinned_id]);
    for (id, point) in &before {
        let moved = (after[id].x - point.x).hypot(after[id].y - point.y);
        assert!(moved < 60.0, "{id} moved {moved}");
    }
    assert!(distance(&after, "A1", "NEW") < 420.0);
    assert!(layout::overlaps(&after, |_| SIZE).is_empty());
}

#[test]
fn large_graphs_are_laid_out_without_overlaps() {
    let mut seed = 7_u64;
    let mut next = |n: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % n
    };
    let pairs: Vec<Pair> =
        (0..3000).map(|i| (format!("N{}", next(1000)), format!("N{}", next(1000)), i % 2 == 0)).collect();
    let pairs: Vec<Pair> = pairs.into_iter().filter(|(a, b, _)| a != b).collect();
    let points = layout::arrange(&graph_of_pairs(&pairs), &BTreeMap::new(), |_| SIZE);
    assert!(points.len() > 900);
    assert!(layout::overlaps(&points, |_| SIZE).is_empty());
}

#[test]
fn one_actor_and_none() {
    let none = SignedGraph::from_stances([], [], 0.5);
    assert!(layout::arrange(&none, &BTreeMap::new(), |_| SIZE).is_empty());
    let one = SignedGraph::from_stances([actor("CHN")], [], 0.5);
    assert_eq!(layout::arrange(&one, &BTreeMap::new(), |_| SIZE).len(), 1);
}

/// Source, target, and whether they are allies.
type Pair = (String, String, bool);

/// Two blocs of five, allied within, at odds across.
fn two_blocs() -> (SignedGraph, Vec<Pair>) {
    let mut pairs = Vec::new();
    for i in 0..5 {
        for j in i + 1..5 {
            pairs.push((format!("A{i}"), format!("A{j}"), true));
            pairs.push((format!("B{i}"), format!("B{j}"), true));
        }
        pairs.push((format!("A{i}"), format!("B{}", (i + 1) % 5), false));
        pairs.push((format!("A{i}"), format!("B{i}"), false));
    }
    (graph_of_pairs(&pairs), pairs)
}

fn graph_of_pairs(pairs: &[Pair]) -> SignedGraph {
    let lines: String = pairs.iter().fold(String::new(), |mut all, (a, b, allied)| {
        let relation = if *allied { "allied_with" } else { "attacks" };
        let _ = writeln!(all, "{a} {relation} {b} 0.9 asserted 1 {}", a.len() + b.len());
        all
    });
    graph_of(&lines)
}

fn graph_of(lines: &str) -> SignedGraph {
    let observations: Vec<Observation> =
        lines.lines().filter(|l| !l.trim().is_empty()).map(observation).collect();
    let ids = observations.iter().flat_map(|o| [&o.stance.source, &o.stance.target]);
    let actors: Vec<Actor> = ids.map(|id| actor(id.as_str())).collect();
    SignedGraph::from_stances(actors, observations, 0.5)
}

fn actor(id: &str) -> Actor {
    Actor { id: id.into(), name: id.into(), kind: ActorKind::State, of: None }
}

fn observation(line: &str) -> Observation {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [source, relation, target, confidence, modality, article, sentence] = fields[..] else {
        panic!("“{line}” has not seven fields");
    };
    let relation: Relation = relation.parse().expect("a relation");
    let modality: Modality = modality.parse().expect("a modality");
    let sentence = sentence.parse().expect("a sentence's number");
    let confidence = confidence.parse().expect("a confidence");
    let stance = Stance { modality, confidence, ..stance(source, relation, target, sentence) };
    Observation { article: article.parse().expect("an article's number"), stance }
}

fn distance(points: &BTreeMap<ActorId, Point>, a: &str, b: &str) -> f32 {
    let (p, q) = (points[a], points[b]);
    (p.x - q.x).hypot(p.y - q.y)
}

/// The lines that differ, expected ones after `-`, found ones after `+`.
fn differences(expected: &str, found: &str) -> String {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut out = String::new();
    loop {
        let (old, new) = (expected.next(), found.next());
        if old.is_none() && new.is_none() {
            return out;
        }
        for (mark, line) in [('-', old), ('+', new)].into_iter().filter(|_| old != new) {
            let _ = line.map(|line| writeln!(out, "{mark} {line}"));
        }
    }
}

/// Ties line by line, then the actors where they stand.
fn draw(graph: &SignedGraph) -> String {
    let mut out = String::new();
    for tie in graph.ties() {
        let sums = &tie.arithmetic;
        let marks = [(tie.tentative, " tentative"), (tie.mutual, " mutual")];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        let _ = writeln!(
            out,
            "{} → {} {} +{:.2} −{:.2}{marks}",
            tie.source,
            tie.target,
            tie.sign.name(),
            sums.positive,
            sums.negative
        );
        for term in &sums.terms {
            let _ = writeln!(
                out,
                "    a{} s{} {} {:+.0} × {:.2} × {:.1} = {:.2} {:?}",
                term.article,
                term.sentence,
                term.relation,
                term.intensity,
                term.confidence,
                term.weight,
                term.product,
                term.counting
            );
        }
    }
    out + "\n" + &picture(&layout::arrange(graph, &BTreeMap::new(), |_| SIZE))
}

/// Seventy columns by up to twenty lines.
fn picture(points: &BTreeMap<ActorId, Point>) -> String {
    let bounds = |f: fn(&Point) -> f32| {
        points.values().map(f).fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
    };
    let ((x0, x1), (y0, y1)) = (bounds(|p| p.x), bounds(|p| p.y));
    let scale = 62.0 / (x1 - x0).max(1.0);
    let rows = (((y1 - y0) * scale / 2.0).round() as usize + 1).min(20);
    let mut lines = vec![vec![' '; 70]; rows];
    for (id, p) in points {
        let column = ((p.x - x0) * scale).round() as usize;
        let row = (((p.y - y0) * scale / 2.0).round() as usize).min(rows - 1);
        for (i, c) in id.as_str().chars().enumerate() {
            lines[row][column + i] = c;
        }
    }
    lines
        .into_iter()
        .fold(String::new(), |all, line| all + line.into_iter().collect::<String>().trim_end() + "\n")
}
