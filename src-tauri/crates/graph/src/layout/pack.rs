//! Components side by side: the largest in the middle, the others round it, loners in rows below.

use super::Point;
use super::boxes::{Box, Grid, Rect, spiral};

/// Free pixels between components.
const GAP: f32 = 36.0;

/// Moves the new components, whole, to free places round the old ones (which stay); actors without
/// ties go to rows below everything. `new` comes largest first.
pub(super) fn around(old: &[&Vec<usize>], new: &[&Vec<usize>], boxes: &[Box], points: &mut [Point]) {
    let mut taken = Grid::default();
    let mut all: Option<Rect> = None;
    let mut take = |rect: Rect, taken: &mut Grid| {
        taken.add(&rect);
        all = Some(all.map_or(rect, |a| a.joined(&rect)));
        all
    };
    let mut extent = None;
    for &i in old.iter().copied().flatten() {
        extent = take(boxes[i].at(points[i]), &mut taken);
    }
    let (groups, loners): (Vec<&Vec<usize>>, Vec<&Vec<usize>>) = new.iter().partition(|c| c.len() > 1);
    let mut start = None;
    let mut tried: Vec<(Point, usize)> = Vec::new();
    for group in groups {
        let rect = rect_of(group, boxes, points);
        let middle = Point { x: (rect.x0 + rect.x1) / 2.0, y: (rect.y0 + rect.y1) / 2.0 };
        let at = |p: Point| Rect {
            x0: rect.x0 - middle.x + p.x,
            y0: rect.y0 - middle.y + p.y,
            x1: rect.x1 - middle.x + p.x,
            y1: rect.y1 - middle.y + p.y,
        };
        let size = Point { x: rect.x1 - rect.x0, y: rect.y1 - rect.y0 };
        // Where a smaller one found no place, this one finds none either.
        let smaller = tried.iter().filter(|(other, _)| other.x <= size.x && other.y <= size.y);
        let skip = smaller.map(|(_, turns)| *turns).max().unwrap_or(0);
        if start.is_none() {
            start = extent.map(|e: Rect| Point { x: (e.x0 + e.x1) / 2.0, y: (e.y0 + e.y1) / 2.0 });
        }
        let from = start.unwrap_or_default();
        let turns = std::iter::once(from).chain(spiral(from)).enumerate().skip(skip);
        let mut free = turns.filter(|(_, p)| taken.is_free(&at(*p).grown(GAP / 2.0)));
        // Beyond the spiral there is always room below.
        let below = extent.map_or(from, |e: Rect| Point { x: from.x, y: e.y1 + GAP + size.y / 2.0 });
        let (turn, place) = free.next().unwrap_or((skip, below));
        if start.is_some() {
            tried.push((size, turn));
        }
        for &i in group {
            points[i].x += place.x - middle.x;
            points[i].y += place.y - middle.y;
        }
        extent = take(at(place).grown(GAP / 2.0), &mut taken);
    }
    let loners: Vec<usize> = loners.into_iter().flatten().copied().collect();
    rows(&loners, extent, boxes, points);
}

fn rect_of(group: &[usize], boxes: &[Box], points: &[Point]) -> Rect {
    let rects = group.iter().map(|&i| boxes[i].at(points[i]));
    rects.reduce(|a, b| a.joined(&b)).unwrap_or(Rect { x0: 0.0, y0: 0.0, x1: 0.0, y1: 0.0 })
}

/// Rows as wide as what stands above them.
fn rows(loners: &[usize], above: Option<Rect>, boxes: &[Box], points: &mut [Point]) {
    let (left, top, width) = match above {
        Some(e) => (e.x0, e.y1 + GAP, (e.x1 - e.x0).max(600.0)),
        None => (-450.0, 0.0, 900.0),
    };
    let (mut x, mut y, mut height) = (left, top, 0.0_f32);
    for &i in loners {
        let size = boxes[i].at(Point::default());
        if x > left && x + (size.x1 - size.x0) > left + width {
            (x, y, height) = (left, y + height + 14.0, 0.0);
        }
        points[i] = Point { x: x - size.x0, y: y - size.y0 };
        x += size.x1 - size.x0 + 18.0;
        height = height.max(size.y1 - size.y0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::NodeSize;
    use super::*;

    #[test]
    fn components_too_large_for_the_spiral_stand_below_each_other() {
        let box_ = Box::of(NodeSize { radius: 14.0, label_width: 60.0, label_height: 16.0 });
        let corner = |i: usize| Point { x: 6500.0 * (i % 2) as f32, y: 6500.0 * (i % 2) as f32 };
        let mut points: Vec<Point> = (0..4).map(corner).collect();
        let boxes = vec![box_; 4];
        let groups = [vec![0, 1], vec![2, 3]];
        around(&[], &groups.iter().collect::<Vec<_>>(), &boxes, &mut points);
        let rects: Vec<Rect> = groups.iter().map(|g| rect_of(g, &boxes, &points)).collect();
        assert!(!rects[0].meets(&rects[1]), "{rects:?}");
    }
}
