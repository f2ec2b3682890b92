// Quadratic Bézier curves and the outlines of nodes. Pure; units are whatever the caller's are.

import type { ActorKindView } from "../generated/types";

export interface Point {
  x: number;
  y: number;
}

export interface Curve {
  a: Point;
  /** Control point. */
  c: Point;
  b: Point;
}

export type Shape = "circle" | "square" | "diamond" | "dot";

export function shapeOf(kind: ActorKindView): Shape {
  switch (kind) {
    case "state":
    case "territory":
      return "circle";
    case "bloc":
    case "organisation":
    case "government_body":
    case "company":
      return "square";
    case "armed_group":
      return "diamond";
    case "people":
    case "party":
    case "person":
      return "dot";
  }
}

/** The curve from a to b that passes `bend` to the left of the middle of its chord, as seen going from a to b with y downwards. */
export function bent(a: Point, b: Point, bend: number): Curve {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.hypot(dx, dy) || 1;
  const c = { x: (a.x + b.x) / 2 + (dy / length) * 2 * bend, y: (a.y + b.y) / 2 - (dx / length) * 2 * bend };
  return { a, c, b };
}

export function pointAt({ a, c, b }: Curve, t: number): Point {
  const u = 1 - t;
  return { x: u * u * a.x + 2 * u * t * c.x + t * t * b.x, y: u * u * a.y + 2 * u * t * c.y + t * t * b.y };
}

/** Unit direction of travel at t. */
export function directionAt({ a, c, b }: Curve, t: number): Point {
  const u = 1 - t;
  const dx = 2 * u * (c.x - a.x) + 2 * t * (b.x - c.x);
  const dy = 2 * u * (c.y - a.y) + 2 * t * (b.y - c.y);
  const length = Math.hypot(dx, dy) || 1;
  return { x: dx / length, y: dy / length };
}

/** The part of a curve between two parameters. */
export function part(curve: Curve, from: number, to: number): Curve {
  const a = pointAt(curve, from);
  const b = pointAt(curve, to);
  const mix = (p: Point, q: Point, t: number) => ({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t });
  // Blossom of the curve at (from, to).
  const c = mix(mix(curve.a, curve.c, from), mix(curve.c, curve.b, from), to);
  return { a, c, b };
}

/** A curve moved sideways by `by` to the right of its travel; exact at its ends, close between. */
export function sideways(curve: Curve, by: number): Curve {
  const d0 = directionAt(curve, 0);
  const d1 = directionAt(curve, 1);
  const dm = directionAt(curve, 0.5);
  const move = (p: Point, d: Point) => ({ x: p.x - d.y * by, y: p.y + d.x * by });
  return { a: move(curve.a, d0), c: move(curve.c, dm), b: move(curve.b, d1) };
}

/** The parameter at which the curve leaves a distance around its start (or, from the end, around its end). To 1/4096 of the curve. */
export function leaves(curve: Curve, distance: number, fromEnd = false): number {
  const origin = fromEnd ? curve.b : curve.a;
  let near = 0;
  let far = 1;
  for (let i = 0; i < 12; i++) {
    const mid = (near + far) / 2;
    const p = pointAt(curve, fromEnd ? 1 - mid : mid);
    if (Math.hypot(p.x - origin.x, p.y - origin.y) < distance) near = mid;
    else far = mid;
  }
  return fromEnd ? 1 - far : far;
}

/** Distance from a point to the curve, by sampling and one refinement. O(samples). */
export function distanceTo(curve: Curve, p: Point, samples = 20): { distance: number; t: number } {
  let best = Infinity;
  let at = 0;
  for (let i = 0; i <= samples; i++) {
    const q = pointAt(curve, i / samples);
    const d = (q.x - p.x) ** 2 + (q.y - p.y) ** 2;
    if (d < best) {
      best = d;
      at = i / samples;
    }
  }
  let step = 0.5 / samples;
  for (let i = 0; i < 8; i++, step /= 2) {
    for (const t of [at - step, at + step]) {
      if (t < 0 || t > 1) continue;
      const q = pointAt(curve, t);
      const d = (q.x - p.x) ** 2 + (q.y - p.y) ** 2;
      if (d < best) {
        best = d;
        at = t;
      }
    }
  }
  return { distance: Math.sqrt(best), t: at };
}

/** Distance from a node's centre to its outline in a direction; all shapes have the area of a circle of the radius. */
export function outline(shape: Shape, radius: number, direction: Point): number {
  const ax = Math.abs(direction.x);
  const ay = Math.abs(direction.y);
  if (shape === "square") {
    const half = squareHalf(radius);
    return half / Math.max(ax, ay, 1e-6);
  }
  if (shape === "diamond") return diamondHalf(radius) / Math.max(ax + ay, 1e-6);
  return radius;
}

export const squareHalf = (radius: number) => radius * 0.886;
export const diamondHalf = (radius: number) => radius * 1.253;
