//! Where actors stand: allies near each other, adversaries far apart, nothing on top of another.

mod boxes;
mod pack;
mod stress;

use std::collections::{BTreeMap, BTreeSet};

use extract::{Actor, ActorId};

use crate::{SignedGraph, Tie};
use boxes::Box;
use stress::{Edge, Lengths};

/// A place on the map: pixels at zoom 1, the map's middle at 0, 0, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

/// How much room an actor takes: its node, and its label on the right of it. Pixels at zoom 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeSize {
    pub radius: f32,
    pub label_width: f32,
    pub label_height: f32,
}

/// A place that an actor has already.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept {
    pub point: Point,
    /// Put there by hand; it never moves.
    pub pinned: bool,
}

/// Gives every actor of the graph a place.
///
/// # Arguments
/// * `graph`: its ties give the target distances, see below.
/// * `kept`: places from before. Where every actor has one they come back unchanged; otherwise the
///   new actors settle around them, and a kept one that is not pinned gives way only where it must,
///   by a node's width at most; actors without ties fill their rows anew.
/// * `size`: the room that an actor's node and label take.
///
/// # Method
/// Ties have a target length: short between allies (shorter the stronger), long between
/// adversaries, in between where mixed or neutral. Pairs without a tie stand as far apart as the
/// shortest path between them. Each connected component minimises the stress of these distances by
/// stochastic gradient descent (Zheng, Pawar and Goodman 2018, "Graph Drawing by Stochastic Gradient
/// Descent", IEEE TVCG 25(9), 2738–2748) with a fixed seed; large ones use distances to a sample of
/// pivots (Ortmann, Klimenta and Brandes 2017, "A Sparse Stress Model", JGAA 21(5), 791–821). Then
/// the component is laid broadside, boxes of node and label are pushed apart, and components are
/// packed round the largest; actors without ties stand in rows below.
///
/// # Result
/// A point for each actor of the map. The same graph gives the same points, bit for bit.
///
/// # Complexity
/// O(n² log n + n² · rounds) for a component of n ≤ 400 actors, O((n + m) log n · pivots) beyond;
/// pushing apart is linear in the actors near each other per round.
///
/// # Example
/// ```
/// use graph::{SignedGraph, layout};
/// let graph = SignedGraph::from_stances([], [], 0.5);
/// let size = layout::NodeSize { radius: 12.0, label_width: 60.0, label_height: 14.0 };
/// assert!(layout::arrange(&graph, &Default::default(), |_| size).is_empty());
/// ```
pub fn arrange(
    graph: &SignedGraph,
    kept: &BTreeMap<ActorId, Kept>,
    size: impl Fn(&Actor) -> NodeSize,
) -> BTreeMap<ActorId, Point> {
    let actors: Vec<&Actor> = graph.actors().collect();
    let boxes: Vec<Box> = actors.iter().map(|a| Box::of(size(a))).collect();
    let places: Vec<Option<Kept>> = actors.iter().map(|a| kept.get(&a.id).copied()).collect();
    let points = if places.iter().all(Option::is_some) {
        places.iter().flatten().map(|k| k.point).collect()
    } else {
        let edges = edges(graph, &actors);
        let places = worth_keeping(places, &edges);
        Draft { edges, boxes, places }.arrange()
    };
    actors.into_iter().map(|a| a.id.clone()).zip(points).collect()
}

/// Without the places that would spoil the picture: all that are not pinned while most of the map
/// is new, those of actors without ties (they fill rows), and those of actors that had no tie before
/// (they stand in a row below everybody, far off from all they are tied to now).
fn worth_keeping(places: Vec<Option<Kept>>, edges: &[Edge]) -> Vec<Option<Kept>> {
    let established = 2 * places.iter().flatten().count() >= places.len();
    let nearest = nearest_tied(&places, edges);
    // A crowded map is spread beyond the lengths of its ties; far off is what is so on this one.
    let mut all: Vec<f32> = nearest.iter().flatten().copied().collect();
    all.sort_unstable_by(f32::total_cmp);
    let far = 2.5 * all.get(all.len() * 3 / 4).map_or(1.0, |usual| usual.max(1.0));
    let near = |nearest: &Option<f32>| nearest.is_some_and(|n| n < far);
    let among = places.iter().zip(&nearest).filter(|(_, n)| near(n)).filter_map(|(place, _)| *place);
    let lowest = among.map(|k| k.point.y).fold(f32::NEG_INFINITY, f32::max);
    let keep = |(place, nearest): (Option<Kept>, Option<f32>)| {
        let in_row = |k: &Kept| nearest.is_none() || (!near(&nearest) && k.point.y > lowest);
        place.filter(|k| k.pinned || (established && !in_row(k)))
    };
    places.into_iter().zip(nearest).map(keep).collect()
}

/// How far the nearest tied actor that has a place stands off, in lengths of their tie.
fn nearest_tied(places: &[Option<Kept>], edges: &[Edge]) -> Vec<Option<f32>> {
    let mut nearest = vec![None::<f32>; places.len()];
    for e in edges {
        if let (Some(a), Some(b)) = (places[e.a], places[e.b]) {
            let away = (a.point.x - b.point.x).hypot(a.point.y - b.point.y) / e.length;
            for i in [e.a, e.b] {
                nearest[i] = Some(nearest[i].map_or(away, |n| n.min(away)));
            }
        }
    }
    nearest
}

/// Actors by number, with what is known of each.
struct Draft {
    edges: Vec<Edge>,
    boxes: Vec<Box>,
    places: Vec<Option<Kept>>,
}

impl Draft {
    fn arrange(&self) -> Vec<Point> {
        let components = components(self.boxes.len(), &self.edges);
        let mut points = vec![Point::default(); self.boxes.len()];
        for component in &components {
            self.settle(component, &self.boxes, &mut points);
        }
        if self.places.iter().all(Option::is_none)
            && let Some(largest) = components.first().filter(|c| c.len() <= LOOSENED)
        {
            self.loosen(largest, &mut points);
        }
        let (old, new): (Vec<_>, Vec<_>) =
            components.iter().partition(|c| c.iter().any(|&i| self.places[i].is_some()));
        pack::around(&old, &new, &self.boxes, &mut points);
        if !old.is_empty() {
            // The new ones of grown components may have come to stand on another component.
            self.part(&(0..points.len()).collect::<Vec<_>>(), &mut points);
        }
        points
    }

    /// Places one component, around those of its actors that have a place.
    fn settle(&self, component: &[usize], boxes: &[Box], points: &mut [Point]) {
        let local: BTreeMap<usize, usize> = component.iter().copied().zip(0..).collect();
        let edges: Vec<Edge> = self
            .edges
            .iter()
            .filter(|e| local.contains_key(&e.a))
            .map(|e| Edge { a: local[&e.a], b: local[&e.b], ..*e })
            .collect();
        let fixed: Vec<Option<Point>> = component.iter().map(|&i| self.places[i].map(|k| k.point)).collect();
        let lengths = Lengths::new(component.len(), &edges);
        let mut found = stress::descend(&lengths, &edges, &fixed);
        if fixed.iter().all(Option::is_none) {
            lay_broadside(&mut found);
            if component.len() > 15 {
                give_room(&mut found, component.iter().map(|&i| boxes[i].area()).sum());
            }
        }
        for (&i, point) in component.iter().zip(found) {
            points[i] = point;
        }
        self.part(component, points);
    }

    /// Pushes the actors of a group apart. Where that would shove one that had a place farther than
    /// [`SHOVED`], those stay and the new ones take the nearest free places between them.
    fn part(&self, group: &[usize], points: &mut [Point]) {
        let firmness = self.firmness();
        let kept: Vec<usize> = group.iter().copied().filter(|&i| self.places[i].is_some()).collect();
        if kept.is_empty() {
            return boxes::part(group, &self.boxes, &firmness, points);
        }
        boxes::part(&kept, &self.boxes, &firmness, points);
        let mut shoved = points.to_vec();
        boxes::part(group, &self.boxes, &firmness, &mut shoved);
        let moved = |&i: &usize| (shoved[i].x - points[i].x).hypot(shoved[i].y - points[i].y);
        if kept.iter().map(moved).all(|m| m <= SHOVED) {
            points.copy_from_slice(&shoved);
        } else {
            boxes::place(group, &self.boxes, &firmness, points);
        }
    }

    /// A map that is larger than a window is seen from afar, where nodes are drawn larger than
    /// their surroundings: pushes its nodes apart by as much.
    fn loosen(&self, component: &[usize], points: &mut [Point]) {
        for _ in 0..2 {
            let rects = component.iter().map(|&i| self.boxes[i].at(points[i]));
            let Some(all) = rects.reduce(|a, b| a.joined(&b)) else { return };
            let zoom = (VIEW.x / (all.x1 - all.x0)).min(VIEW.y / (all.y1 - all.y0)).clamp(0.3, 1.0);
            let wide: Vec<Box> = self.boxes.iter().map(|b| b.seen_at(zoom)).collect();
            boxes::part(component, &wide, &self.firmness(), points);
        }
    }

    /// How hard an actor is to move: pinned not at all, kept ones reluctantly.
    fn firmness(&self) -> Vec<f32> {
        let firm = |place: &Option<Kept>| match place {
            Some(Kept { pinned: true, .. }) => f32::INFINITY,
            Some(_) => 8.0,
            None => 1.0,
        };
        self.places.iter().map(firm).collect()
    }
}

/// One edge for each pair with a tie either way, by number of the actors.
fn edges(graph: &SignedGraph, actors: &[&Actor]) -> Vec<Edge> {
    let number: BTreeMap<&ActorId, usize> = actors.iter().map(|a| &a.id).zip(0..).collect();
    let mut sums: BTreeMap<(usize, usize), (f32, f32)> = BTreeMap::new();
    let mut ties: Vec<&Tie> = graph.ties().collect();
    ties.sort_by(|a, b| (&a.source, &a.target).cmp(&(&b.source, &b.target)));
    for tie in ties {
        let (a, b) = (number[&tie.source], number[&tie.target]);
        let sum = sums.entry((a.min(b), a.max(b))).or_default();
        sum.0 += tie.arithmetic.positive;
        sum.1 += tie.arithmetic.negative;
    }
    sums.into_iter()
        .map(|((a, b), (positive, negative))| Edge { a, b, length: length(positive, negative) })
        .collect()
}

/// How far new actors may shove one that had a place, in pixels: a node and its label stay in sight.
const SHOVED: f32 = 60.0;

/// What a window shows at zoom 1, about.
const VIEW: Point = Point { x: 760.0, y: 620.0 };

/// Up to so many actors nodes are kept apart as they look from afar; beyond, one zooms in.
const LOOSENED: usize = 300;

/// What two actors without a stronger word for each other stand apart, in pixels.
const NEUTRAL: f32 = 230.0;

/// The target length of a tie from its sums for and against: from 105 for strong allies to 440 for
/// sworn enemies.
fn length(positive: f32, negative: f32) -> f32 {
    let weight = positive + negative;
    if weight <= 0.0 {
        return NEUTRAL;
    }
    let balance = (positive - negative) / weight;
    let strength = 1.0 - (-weight / 12.0).exp();
    let pull = if balance > 0.0 { 0.35 + 0.2 * strength } else { 0.55 + 0.35 * strength };
    NEUTRAL * (1.0 - balance * pull)
}

/// Numbers of connected actors, the largest group first, then by number.
fn components(n: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut near: Vec<Vec<usize>> = vec![vec![]; n];
    for e in edges {
        near[e.a].push(e.b);
        near[e.b].push(e.a);
    }
    let mut seen = vec![false; n];
    let mut all = Vec::new();
    for start in 0..n {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let mut group = vec![start];
        let mut at = 0;
        while at < group.len() {
            for &next in &near[group[at]] {
                if !std::mem::replace(&mut seen[next], true) {
                    group.push(next);
                }
            }
            at += 1;
        }
        group.sort_unstable();
        all.push(group);
    }
    all.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    all
}

/// Turns the longest extent to the horizontal, and the middle to 0, 0.
fn lay_broadside(points: &mut [Point]) {
    let n = points.len() as f32;
    let middle = points.iter().fold((0.0, 0.0), |(x, y), p| (x + p.x / n, y + p.y / n));
    let (mut xx, mut yy, mut xy) = (0.0_f32, 0.0_f32, 0.0_f32);
    for p in points.iter_mut() {
        (p.x, p.y) = (p.x - middle.0, p.y - middle.1);
        (xx, yy, xy) = (xx + p.x * p.x, yy + p.y * p.y, xy + p.x * p.y);
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    let (sin, cos) = angle.sin_cos();
    for p in points.iter_mut() {
        (p.x, p.y) = (p.x * cos + p.y * sin, p.y * cos - p.x * sin);
    }
    stretch(points);
}

/// Widest shape of a component before it is stretched upright: the part of a window that shows the
/// map is hardly wider than high, and labels lie flat.
const WIDEST: f32 = 1.2;

/// Draws a flat component out in height, by at most three fifths.
fn stretch(points: &mut [Point]) {
    let half = |f: fn(&Point) -> f32| points.iter().map(f).fold(1.0_f32, |m, v| m.max(v.abs()));
    let flat = half(|p| p.x) / half(|p| p.y) / WIDEST;
    if points.len() > 4 {
        let by = flat.clamp(1.0, 1.6);
        points.iter_mut().for_each(|p| p.y *= by);
    }
}

/// Spreads the points until boxes of this area fill at most half of where they stand.
fn give_room(points: &mut [Point], area: f32) {
    let extent = |f: fn(&Point) -> f32| {
        let (low, high) =
            points.iter().map(f).fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
        (high - low).max(1.0)
    };
    let room = extent(|p| p.x) * extent(|p| p.y);
    let scale = (2.0 * area / room).sqrt().clamp(1.0, 8.0);
    for p in points {
        (p.x, p.y) = (p.x * scale, p.y * scale);
    }
}

/// The actors whose boxes, node and label, lie on each other; empty for every result of
/// [`arrange`] in which no two pinned actors were put on top of each other.
pub fn overlaps(
    points: &BTreeMap<ActorId, Point>,
    size: impl Fn(&ActorId) -> NodeSize,
) -> BTreeSet<(ActorId, ActorId)> {
    let all: Vec<_> = points.iter().map(|(id, p)| (id, *p, Box::of(size(id)))).collect();
    let mut found = BTreeSet::new();
    for (i, (a, p, box_a)) in all.iter().enumerate() {
        for (b, q, box_b) in &all[i + 1..] {
            if box_a.at(*p).meets(&box_b.at(*q)) {
                found.insert(((*a).clone(), (*b).clone()));
            }
        }
    }
    found
}
