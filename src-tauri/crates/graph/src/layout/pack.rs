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
    let mut number = 0;
    let mut take = |rect: Rect, taken: &mut Grid| {
        taken.add(number, &rect);
        number += 1;
        all = Some(all.map_or(rect, |a| a.joined(&rect)));
        all
    };
    let mut extent = None;
    for &i in old.iter().copied().flatten() {
        extent = take(boxes[i].at(points[i]), &mut taken);
    }
    let (groups, loners): (Vec<&Vec<usize>>, Vec<&Vec<usize>>) = new.iter().partition(|c| c.len() > 1);
    for group in groups {
        let rect = rect_of(group, boxes, points);
        let middle = Point { x: (rect.x0 + rect.x1) / 2.0, y: (rect.y0 + rect.y1) / 2.0 };
        let at = |p: Point| Rect {
            x0: rect.x0 - middle.x + p.x,
            y0: rect.y0 - middle.y + p.y,
            x1: rect.x1 - middle.x + p.x,
            y1: rect.y1 - middle.y + p.y,
        };
        let start = extent
            .map_or(Point::default(), |e: Rect| Point { x: (e.x0 + e.x1) / 2.0, y: (e.y0 + e.y1) / 2.0 });
        let free = |p: &Point| taken.is_free(&at(*p).grown(GAP / 2.0));
        let place = std::iter::once(start).chain(spiral(start)).find(free).unwrap_or(start);
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
