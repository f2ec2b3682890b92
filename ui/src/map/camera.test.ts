import { describe, expect, it } from "vitest";

import { type Camera, fitting, nodeScale, panned, revealing, toScreen, toWorld, zoomedAt } from "./camera";

const size = { width: 800, height: 600 };
const camera: Camera = { x: 40, y: -25, zoom: 1.7 };

describe("camera", () => {
  it("takes a point to the screen and back", () => {
    const p = { x: 123, y: -77 };
    const back = toWorld(camera, size, toScreen(camera, size, p));
    expect(back.x).toBeCloseTo(p.x);
    expect(back.y).toBeCloseTo(p.y);
  });

  it("pans by screen pixels", () => {
    const before = toScreen(camera, size, { x: 0, y: 0 });
    const after = toScreen(panned(camera, 30, -12), size, { x: 0, y: 0 });
    expect(after.x - before.x).toBeCloseTo(30);
    expect(after.y - before.y).toBeCloseTo(-12);
  });

  it("zooms about the pointer", () => {
    const at = { x: 610, y: 77 };
    const world = toWorld(camera, size, at);
    const zoomed = zoomedAt(camera, size, at, 1.4);
    const seen = toScreen(zoomed, size, world);
    expect(seen.x).toBeCloseTo(at.x);
    expect(seen.y).toBeCloseTo(at.y);
    expect(zoomed.zoom).toBeCloseTo(1.7 * 1.4);
  });

  it("never zooms beyond its ends", () => {
    expect(zoomedAt(camera, size, { x: 0, y: 0 }, 1e9).zoom).toBe(5);
    expect(zoomedAt(camera, size, { x: 0, y: 0 }, 1e-9).zoom).toBe(0.08);
  });

  it("fits every node with its name on the screen", () => {
    const things = [
      { x: -900, y: -400, radius: 20, label: 90 },
      { x: 950, y: 380, radius: 14, label: 160 },
      { x: 0, y: 700, radius: 9, label: 60 },
    ];
    const fit = fitting(things, size);
    for (const thing of things) {
      const at = toScreen(fit, size, thing);
      const r = thing.radius * nodeScale(fit.zoom);
      expect(at.x - r).toBeGreaterThanOrEqual(0);
      expect(at.x + r + thing.label).toBeLessThanOrEqual(size.width);
      expect(at.y - r).toBeGreaterThanOrEqual(0);
      expect(at.y + r).toBeLessThanOrEqual(size.height);
    }
  });

  it("does not blow one actor up to the whole screen", () => {
    expect(fitting([{ x: 5, y: 5, radius: 20, label: 50 }], size).zoom).toBeLessThanOrEqual(1.5);
    expect(fitting([], size)).toEqual({ x: 0, y: 0, zoom: 1 });
  });

  it("reveals by the least pan, and stays when the point is in view", () => {
    const still = { x: 0, y: 0, zoom: 1 };
    expect(revealing(still, size, { x: 0, y: 0 })).toEqual(still);
    const moved = revealing(still, size, { x: 500, y: 0 });
    expect(toScreen(moved, size, { x: 500, y: 0 })).toEqual({ x: 740, y: 300 });
  });
});
