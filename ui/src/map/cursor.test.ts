import { describe, expect, it } from "vitest";

import { carried, largest, stepLane, toward } from "./cursor";
import { Glide, Shift } from "./motion";
import { buildScene } from "./scene";
import { actor, mapOf, tie } from "./testing";

const A = actor("A", 0, 0);
const B = actor("B", 100, 0, { evidence: 9 });
const scene = buildScene(mapOf([A, B], [tie("A", "B"), tie("B", "A")]));

describe("the keyboard's cursor", () => {
  it("starts at the actor with most evidence", () => {
    expect(largest(scene)).toBe(1);
    expect(largest(buildScene(mapOf([], [])))).toBeNull();
  });

  it("goes from actor to actor and stays at the edge", () => {
    expect(toward(scene, { node: 0, lane: 1 }, 1, 0)).toEqual({ node: 1, lane: null });
    expect(toward(scene, { node: 1, lane: 1 }, 1, 0)).toEqual({ node: 1, lane: 1 });
  });

  it("goes round an actor's ties both ways", () => {
    const first = stepLane(scene, { node: 0, lane: null }, 1);
    const second = stepLane(scene, first, 1);
    expect([first.lane, second.lane, stepLane(scene, second, 1).lane]).toEqual([0, 1, 0]);
    expect(stepLane(scene, { node: 0, lane: null }, -1).lane).toBe(1);
    expect(stepLane(buildScene(mapOf([A], [])), { node: 0, lane: null }, 1)).toEqual({ node: 0, lane: null });
  });

  it("stays at its actor in a newer scene, or leaves with it", () => {
    expect(carried(scene, buildScene(mapOf([B, A], [])), { node: 0, lane: 1 })).toEqual({ node: 1, lane: null });
    expect(carried(scene, buildScene(mapOf([B], [])), { node: 0, lane: null })).toBeNull();
  });
});

describe("movement", () => {
  it("takes actors from their old places to their new ones, lanes with them", () => {
    const after = buildScene(mapOf([actor("A", 40, 60), B, actor("N", 9, 9)], [tie("A", "B")]));
    const shift = Shift.between(scene, after, 1000)!;
    expect(shift.step(after, 1000)).toBe(false);
    expect(after.nodes[0]).toMatchObject({ x: 0, y: 0 });
    expect(after.lanes[0]!.curve.a).toMatchObject({ x: 0, y: 0 });
    expect(shift.step(after, 5000)).toBe(true);
    expect(after.nodes[0]).toMatchObject({ x: 40, y: 60 });
  });

  it("is nothing where everyone stays", () => {
    expect(Shift.between(scene, buildScene(mapOf([A, B], [])), 0)).toBeNull();
  });

  it("glides to the camera it was given, exactly", () => {
    const glide = new Glide({ x: 0, y: 0, zoom: 1 }, { x: 10, y: 20, zoom: 2 }, 0);
    expect(glide.at(0).camera).toEqual({ x: 0, y: 0, zoom: 1 });
    expect(glide.at(9999)).toEqual({ camera: { x: 10, y: 20, zoom: 2 }, done: true });
    const half = glide.at(80);
    expect(half.done).toBe(false);
    expect(half.camera.zoom).toBeGreaterThan(1);
  });
});
