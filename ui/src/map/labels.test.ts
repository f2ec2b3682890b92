import { describe, expect, it } from "vitest";

import { Busy, type Label, type LabelWish, placeLabels } from "./labels";

const wish = (node: number, x: number, y: number, priority = 1, width = 60): LabelWish => ({ node, at: { x, y }, radius: 10, width, priority });
const around = { kept: [], busy: null, width: 1000 };
const boxes = (labels: Label[], width = 60) =>
  labels.map(({ x, y, align }) => {
    const x0 = align === "left" ? x : align === "right" ? x - width : x - width / 2;
    return { x0, x1: x0 + width, y0: y - 7, y1: y + 7 };
  });

describe("names", () => {
  it("stand to the right of a lone actor", () => {
    expect(placeLabels([wish(0, 100, 100)], [], around)).toEqual([{ node: 0, x: 115, y: 100, align: "left" }]);
  });

  it("never cover each other or a node", () => {
    const wishes = Array.from({ length: 60 }, (_, i) => wish(i, 80 + (i % 8) * 70, 80 + Math.floor(i / 8) * 40, i));
    const obstacles = wishes.map(({ at, radius }) => ({ at, radius: radius * 0.7 }));
    const placed = boxes(placeLabels(wishes, obstacles, around));
    expect(placed.length).toBeGreaterThan(10);
    placed.forEach((a, i) => {
      for (const b of placed.slice(i + 1)) expect(a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1).toBe(false);
      for (const { at, radius } of obstacles) {
        const r = radius * 0.9;
        expect(a.x0 < at.x + r && at.x - r < a.x1 && a.y0 < at.y + r && at.y - r < a.y1).toBe(false);
      }
    });
  });

  it("give way to those with more evidence", () => {
    // Two actors in one place: only one set of places is free for both wishes.
    const crowd = Array.from({ length: 12 }, (_, i) => wish(i, 100, 100, i));
    const placed = placeLabels(crowd, [], around);
    expect(placed.length).toBeLessThan(12);
    expect(placed.map((label) => label.node)).toContain(11);
    expect(placed.map((label) => label.node)).not.toContain(0);
  });

  it("stand where fewer lines run", () => {
    const busy = new Busy();
    for (let x = 115; x < 175; x += 4) busy.mark({ x, y: 100 });
    const [label] = placeLabels([wish(0, 300 - 200, 100)], [], { ...around, busy });
    expect(label!.align).not.toBe("left");
  });

  it("keep off the edge of the screen and off names that stand already", () => {
    expect(placeLabels([wish(0, 970, 100)], [], around)[0]!.align).toBe("right");
    const kept: Label = { node: 7, x: 114, y: 100, align: "left" };
    expect(placeLabels([wish(0, 100, 100)], [], { ...around, kept: [{ label: kept, width: 60 }] })[0]!.align).toBe("right");
  });
});
