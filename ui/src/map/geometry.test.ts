import { describe, expect, it } from "vitest";

import { bent, directionAt, distanceTo, leaves, outline, part, pointAt, sideways } from "./geometry";

const a = { x: 0, y: 0 };
const b = { x: 100, y: 0 };

describe("curves", () => {
  it("pass their bend to the left of the way from a to b", () => {
    // Going right with y downwards, left is up: negative y.
    expect(pointAt(bent(a, b, 20), 0.5)).toEqual({ x: 50, y: -20 });
    expect(pointAt(bent(b, a, 20), 0.5).y).toBeCloseTo(20);
  });

  it("keep both directions of a pair apart", () => {
    const there = pointAt(bent(a, b, 12), 0.5);
    const back = pointAt(bent(b, a, 12), 0.5);
    expect(Math.hypot(there.x - back.x, there.y - back.y)).toBeCloseTo(24);
  });

  it("are cut into parts that lie on them", () => {
    const whole = bent(a, b, 30);
    const cut = part(whole, 0.2, 0.7);
    for (const t of [0, 0.3, 0.5, 1]) {
      const p = pointAt(cut, t);
      const q = pointAt(whole, 0.2 + t * 0.5);
      expect(p.x).toBeCloseTo(q.x);
      expect(p.y).toBeCloseTo(q.y);
    }
  });

  it("leave a circle around either end where they cross it", () => {
    const curve = bent(a, b, 25);
    const out = pointAt(curve, leaves(curve, 18));
    const into = pointAt(curve, leaves(curve, 18, true));
    expect(Math.hypot(out.x, out.y)).toBeCloseTo(18, 0);
    expect(Math.hypot(into.x - 100, into.y)).toBeCloseTo(18, 0);
  });

  it("tell how far a point is from them", () => {
    const curve = bent(a, b, 0);
    expect(distanceTo(curve, { x: 30, y: 7 }).distance).toBeCloseTo(7, 2);
    expect(distanceTo(curve, { x: -3, y: 4 }).distance).toBeCloseTo(5, 5);
    expect(distanceTo(bent(a, b, 20), { x: 50, y: -20 }).distance).toBeCloseTo(0, 5);
  });

  it("move sideways to the right of their travel", () => {
    const moved = sideways(bent(a, b, 0), 5);
    expect(moved.a).toEqual({ x: 0, y: 5 });
    expect(moved.b).toEqual({ x: 100, y: 5 });
    expect(directionAt(moved, 0.5)).toEqual({ x: 1, y: 0 });
  });
});

describe("outlines", () => {
  it("reach further at the corners of a square and the tips of a diamond", () => {
    const right = { x: 1, y: 0 };
    const corner = { x: Math.SQRT1_2, y: Math.SQRT1_2 };
    expect(outline("circle", 10, corner)).toBe(10);
    expect(outline("square", 10, corner)).toBeGreaterThan(outline("square", 10, right));
    expect(outline("diamond", 10, right)).toBeGreaterThan(outline("diamond", 10, corner));
  });

  it("enclose the area of a circle of the radius", () => {
    // Square: (2h)²; diamond: 2h². Both within a percent of πr².
    const circle = Math.PI * 100;
    const half = outline("square", 10, { x: 1, y: 0 });
    const tip = outline("diamond", 10, { x: 1, y: 0 });
    expect((2 * half) ** 2 / circle).toBeCloseTo(1, 1);
    expect((2 * tip ** 2) / circle).toBeCloseTo(1, 1);
  });
});
