//! Stress by stochastic gradient descent over pairs.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Point;

/// A pair with a tie, and how far apart it should stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) length: f32,
}

/// Which distances count: each pair, or pairs with a pivot.
pub(super) struct Lengths {
    n: usize,
    /// From whom distances are known, and to everybody.
    pivots: Vec<(usize, Vec<f32>)>,
}

/// Up to here every pair counts.
const EXACT: usize = 400;
/// Beyond, this many pivots do.
const PIVOTS: usize = 60;
const ROUNDS: usize = 40;
/// The last step's size, as in the source.
const EPSILON: f32 = 0.05;

impl Lengths {
    /// Shortest paths along edges, in pixels.
    pub(super) fn new(n: usize, edges: &[Edge]) -> Self {
        let mut near: Vec<Vec<(usize, f32)>> = vec![vec![]; n];
        for e in edges {
            near[e.a].push((e.b, e.length));
            near[e.b].push((e.a, e.length));
        }
        if n <= EXACT {
            return Lengths { n, pivots: (0..n).map(|i| (i, shortest(&near, i))).collect() };
        }
        // Each pivot is the one farthest from those before it.
        let mut pivots: Vec<(usize, Vec<f32>)> = Vec::with_capacity(PIVOTS);
        let mut farthest = vec![f32::INFINITY; n];
        let mut next = 0;
        for _ in 0..PIVOTS {
            let paths = shortest(&near, next);
            farthest.iter_mut().zip(&paths).for_each(|(f, p)| *f = f.min(*p));
            pivots.push((next, paths));
            next = (0..n).max_by(|&a, &b| farthest[a].total_cmp(&farthest[b]).then(b.cmp(&a))).unwrap_or(0);
        }
        Lengths { n, pivots }
    }
}

/// A pair, the distance it should have, and how much that counts.
#[derive(Clone, Copy)]
struct Term {
    a: usize,
    b: usize,
    length: f32,
    weight: f32,
}

/// Points of least stress as far as the descent reaches; fixed ones stay.
pub(super) fn descend(lengths: &Lengths, edges: &[Edge], fixed: &[Option<Point>]) -> Vec<Point> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut points = start(lengths, edges, fixed, &mut random);
    let mut terms = terms(lengths, edges, fixed);
    if terms.is_empty() {
        return points;
    }
    let (least, most) =
        terms.iter().fold((f32::INFINITY, 0.0_f32), |(l, m), t| (l.min(t.weight), m.max(t.weight)));
    let (first, last) = (1.0 / least, EPSILON / most);
    let decay = (first / last).ln() / (ROUNDS - 1) as f32;
    for round in 0..ROUNDS {
        let step = first * (-decay * round as f32).exp();
        random.shuffle(&mut terms);
        for term in &terms {
            relax(term, step, fixed, &mut points);
        }
    }
    points
}

fn relax(term: &Term, step: f32, fixed: &[Option<Point>], points: &mut [Point]) {
    let (p, q) = (points[term.a], points[term.b]);
    let (dx, dy) = (p.x - q.x, p.y - q.y);
    let distance = dx.hypot(dy).max(0.01);
    let moved = (term.weight * step).min(1.0) * (distance - term.length) / (2.0 * distance);
    let (mx, my) = (moved * dx, moved * dy);
    if fixed[term.a].is_none() {
        points[term.a] = Point { x: p.x - mx, y: p.y - my };
    }
    if fixed[term.b].is_none() {
        points[term.b] = Point { x: q.x + mx, y: q.y + my };
    }
}

fn terms(lengths: &Lengths, edges: &[Edge], fixed: &[Option<Point>]) -> Vec<Term> {
    let exact = lengths.n <= EXACT;
    let spread = spread(edges, fixed);
    let movable = |a: usize, b: usize| fixed[a].is_none() || fixed[b].is_none();
    let term = |a, b, length: f32, weight: f32| Term { a, b, length, weight: weight / (length * length) };
    let mut terms = Vec::new();
    for (a, paths) in &lengths.pivots {
        let others = paths.iter().enumerate().filter(|(b, _)| if exact { b > a } else { b != a });
        let others = others.filter(|(b, _)| movable(*a, *b));
        terms.extend(others.map(|(b, path)| term(*a, b, *path * spread.unwrap_or(1.0), 1.0)));
    }
    // Ties count more than mere paths; where pivots stand for all pairs, they are the only near ones.
    // Who joins a map has few of them, against paths to everybody.
    let weight = if spread.is_some() { 40.0 } else { 3.0 };
    let ties = edges.iter().filter(|e| movable(e.a, e.b));
    terms.extend(ties.map(|e| term(e.a, e.b, e.length, weight)));
    terms
}

/// How far the usual tie between fixed points is drawn out, 1 upward; a crowded map is spread beyond
/// the lengths of its ties. None where no tie has both ends fixed.
fn spread(edges: &[Edge], fixed: &[Option<Point>]) -> Option<f32> {
    let drawn = |e: &Edge| {
        let (p, q) = (fixed[e.a]?, fixed[e.b]?);
        Some((p.x - q.x).hypot(p.y - q.y) / e.length)
    };
    let mut all: Vec<f32> = edges.iter().filter_map(drawn).collect();
    all.sort_unstable_by(f32::total_cmp);
    all.get(all.len() / 2).map(|usual| usual.max(1.0))
}

/// Fixed points where they are, the others at random around the fixed ones they are tied to.
fn start(lengths: &Lengths, edges: &[Edge], fixed: &[Option<Point>], random: &mut Random) -> Vec<Point> {
    let reach = 60.0 * (lengths.n as f32).sqrt();
    let mut sums = vec![(0.0_f32, 0.0_f32, 0.0_f32); lengths.n];
    for e in edges {
        for (me, other) in [(e.a, e.b), (e.b, e.a)] {
            if let Some(p) = fixed[other] {
                let s = &mut sums[me];
                *s = (s.0 + p.x, s.1 + p.y, s.2 + 1.0);
            }
        }
    }
    fixed
        .iter()
        .zip(sums)
        .map(|(fixed, (x, y, n))| {
            let (dx, dy) = (random.unit() - 0.5, random.unit() - 0.5);
            match fixed {
                Some(p) => *p,
                None if n > 0.0 => Point { x: x / n + 120.0 * dx, y: y / n + 120.0 * dy },
                None => Point { x: reach * dx, y: reach * dy },
            }
        })
        .collect()
}

/// Dijkstra's shortest paths from `start`.
fn shortest(near: &[Vec<(usize, f32)>], start: usize) -> Vec<f32> {
    let mut paths = vec![f32::INFINITY; near.len()];
    paths[start] = 0.0;
    let mut open = BinaryHeap::from([Step { length: 0.0, at: start }]);
    while let Some(Step { length, at }) = open.pop() {
        if length > paths[at] {
            continue;
        }
        for &(next, edge) in &near[at] {
            let longer = length + edge;
            if longer < paths[next] {
                paths[next] = longer;
                open.push(Step { length: longer, at: next });
            }
        }
    }
    paths
}

#[derive(PartialEq)]
struct Step {
    length: f32,
    at: usize,
}

impl Eq for Step {}

impl Ord for Step {
    /// The shortest is the greatest; ties go to the lower number.
    fn cmp(&self, other: &Self) -> Ordering {
        other.length.total_cmp(&self.length).then(other.at.cmp(&self.at))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere, always.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to 1, without 1.
    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 24) as f32
    }

    /// Fisher–Yates.
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = (self.next() % (i as u64 + 1)) as usize;
            items.swap(i, j);
        }
    }
}
