import { describe, expect, it } from "vitest";

import { type Stroke, Wheel } from "./wheel";

const stroke = (more: Partial<Stroke>): Stroke => ({ deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false, ...more });

describe("the wheel", () => {
  it("zooms in when a notched wheel turns away, out when it turns back", () => {
    expect(new Wheel().read(stroke({ deltaY: -100 }), 0).zoom).toBeGreaterThan(1);
    expect(new Wheel().read(stroke({ deltaY: 3, deltaMode: 1 }), 0).zoom).toBeLessThan(1);
  });

  it("pans with a trackpad, and keeps to it while the fingers speed up", () => {
    const wheel = new Wheel();
    expect(wheel.read(stroke({ deltaX: 3, deltaY: 5 }), 1000)).toEqual({ zoom: null, dx: -3, dy: -5 });
    expect(wheel.read(stroke({ deltaY: 90 }), 1050).zoom).toBeNull();
    expect(wheel.read(stroke({ deltaY: 90 }), 2000).zoom).not.toBeNull();
  });

  it("zooms when pinched, pans sideways with Shift", () => {
    expect(new Wheel().read(stroke({ deltaY: -4, ctrlKey: true }), 0).zoom).toBeGreaterThan(1);
    expect(new Wheel().read(stroke({ deltaY: 100, shiftKey: true }), 0)).toEqual({ zoom: null, dx: -100, dy: 0 });
  });
});
