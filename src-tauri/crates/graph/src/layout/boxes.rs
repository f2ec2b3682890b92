//! Boxes of node and label, and pushing them apart.

use std::collections::HashMap;

use super::{NodeSize, Point};

/// The room of an actor around its point: the node, and its label on the right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Box {
    left: f32,
    right: f32,
    half: f32,
}

/// A box at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) x0: f32,
    pub(super) y0: f32,
    pub(super) x1: f32,
    pub(super) y1: f32,
}

/// Free pixels between two boxes.
const GAP: f32 = 10.0;
/// Rounds of pushing before the rest is placed one by one.
const ROUNDS: usize = 80;

impl Box {
    pub(super) fn of(size: NodeSize) -> Self {
        Box {
            left: size.radius,
            right: size.radius + 6.0 + size.label_width,
            half: size.radius.max(size.label_height / 2.0),
        }
    }

    /// In square pixels, the gap to its neighbours included.
    pub(super) fn area(&self) -> f32 {
        (self.left + self.right + GAP) * (2.0 * self.half + GAP)
    }

    /// The room the node needs where the map is seen at `zoom`, below 1: it is drawn hardly smaller.
    pub(super) fn seen_at(&self, zoom: f32) -> Self {
        let node = (self.left + 3.0) / zoom;
        Box { left: node, right: self.right.max(node), half: self.half.max(node) }
    }

    pub(super) fn at(&self, p: Point) -> Rect {
        Rect { x0: p.x - self.left, y0: p.y - self.half, x1: p.x + self.right, y1: p.y + self.half }
    }
}

impl Rect {
    pub(super) fn meets(&self, other: &Rect) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    pub(super) fn grown(&self, by: f32) -> Rect {
        Rect { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    pub(super) fn joined(&self, other: &Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// Moves the `group` until no two boxes of it meet, except two that cannot be moved. An actor gives
/// way the less the higher its firmness.
///
/// Pairs push each other along the axis on which they overlap less; what still overlaps after some
/// rounds goes to the nearest free place on a spiral. A round sorts the actors and compares those that
/// share some x.
pub(super) fn part(group: &[usize], boxes: &[Box], firmness: &[f32], points: &mut [Point]) {
    let mut order = group.to_vec();
    for _ in 0..ROUNDS {
        // A sweep from left to right: only boxes that share some x are compared.
        let left = |i: usize| points[i].x - boxes[i].left;
        order.sort_by(|&a, &b| left(a).total_cmp(&left(b)).then(a.cmp(&b)));
        let mut pushed = false;
        for (k, &i) in order.iter().enumerate() {
            let end = points[i].x + boxes[i].right + GAP;
            for &j in &order[k + 1..] {
                if points[j].x - boxes[j].left > end {
                    break;
                }
                pushed |= push(i, j, boxes, firmness, points);
            }
        }
        if !pushed {
            return;
        }
    }
    place(group, boxes, firmness, points);
}

/// Pushes two boxes that meet apart; says whether they met.
fn push(i: usize, j: usize, boxes: &[Box], firmness: &[f32], points: &mut [Point]) -> bool {
    let (a, b) = (boxes[i].at(points[i]).grown(GAP / 2.0), boxes[j].at(points[j]).grown(GAP / 2.0));
    if !a.meets(&b) || (firmness[i].is_infinite() && firmness[j].is_infinite()) {
        return false;
    }
    let share = if firmness[i].is_infinite() {
        0.0
    } else if firmness[j].is_infinite() {
        1.0
    } else {
        firmness[j] / (firmness[i] + firmness[j])
    };
    let (right, left) = (b.x1 - a.x0, a.x1 - b.x0);
    let (down, up) = (b.y1 - a.y0, a.y1 - b.y0);
    // A little more than needed, so that rounding does not leave a hair's breadth.
    let slack = 0.5;
    let x = if right < left { right + slack } else { -(left + slack) };
    let y = if down < up { down + slack } else { -(up + slack) };
    let (dx, dy) = if x.abs() < y.abs() { (x, 0.0) } else { (0.0, y) };
    points[i].x += dx * share;
    points[i].y += dy * share;
    points[j].x -= dx * (1.0 - share);
    points[j].y -= dy * (1.0 - share);
    true
}

/// Places one after the other, the firmest first; one whose place is taken takes the nearest free.
pub(super) fn place(group: &[usize], boxes: &[Box], firmness: &[f32], points: &mut [Point]) {
    let mut order = group.to_vec();
    order.sort_by(|&a, &b| firmness[b].total_cmp(&firmness[a]).then(a.cmp(&b)));
    let mut grid = Grid::default();
    for i in order {
        let free = |p: Point| grid.is_free(&boxes[i].at(p).grown(GAP / 2.0));
        if firmness[i].is_finite() && !free(points[i]) {
            let from = points[i];
            points[i] = spiral(from).find(|&p| free(p)).unwrap_or(from);
        }
        grid.add(&boxes[i].at(points[i]).grown(GAP / 2.0));
    }
}

/// Points round `from`, ever farther (Vogel 1979, "A better way to construct the sunflower head").
pub(super) fn spiral(from: Point) -> impl Iterator<Item = Point> {
    const GOLDEN_ANGLE: f32 = 2.399_963;
    (1..200_000_u32).map(move |k| {
        let (sin, cos) = (k as f32 * GOLDEN_ANGLE).sin_cos();
        let distance = 9.0 * (k as f32).sqrt();
        Point { x: from.x + 1.4 * distance * cos, y: from.y + distance * sin }
    })
}

/// Boxes by the cells that they touch. Cells are looked up, never walked through, so that their
/// order in the table is of no account.
#[derive(Default)]
pub(super) struct Grid {
    cells: HashMap<(i32, i32), Vec<Rect>>,
}

const CELL: f32 = 120.0;

impl Grid {
    pub(super) fn add(&mut self, rect: &Rect) {
        for cell in cells(rect) {
            self.cells.entry(cell).or_default().push(*rect);
        }
    }

    pub(super) fn is_free(&self, rect: &Rect) -> bool {
        cells(rect).filter_map(|cell| self.cells.get(&cell)).flatten().all(|other| !other.meets(rect))
    }
}

fn cells(rect: &Rect) -> impl Iterator<Item = (i32, i32)> + use<> {
    let cell = |v: f32| (v / CELL).floor() as i32;
    let (x0, x1, y0, y1) = (cell(rect.x0), cell(rect.x1), cell(rect.y0), cell(rect.y1));
    (x0..=x1).flat_map(move |x| (y0..=y1).map(move |y| (x, y)))
}
