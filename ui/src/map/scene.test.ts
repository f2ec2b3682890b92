import { describe, expect, it } from "vitest";

import { distanceTo, pointAt } from "./geometry";
import { aroundLane, aroundNode, buildScene, moveNode, nodeToward, pairKey, shortName } from "./scene";
import { actor, mapOf, tie } from "./testing";

const A = actor("A", 0, 0);
const B = actor("B", 200, 0);
const C = actor("C", 0, 200);

describe("a scene", () => {
  it("gives each direction of a pair a lane of its own, curving apart", () => {
    const scene = buildScene(mapOf([A, B], [tie("A", "B"), tie("B", "A", { sign: "negative" })]));
    expect(scene.lanes).toHaveLength(2);
    const [there, back] = scene.lanes.map((lane) => pointAt(lane.curve, 0.5));
    expect(there!.y).toBeLessThan(-8);
    expect(back!.y).toBeGreaterThan(8);
  });

  it("draws a mutual tie once, found under both orders", () => {
    const scene = buildScene(mapOf([A, B], [tie("A", "B", { mutual: true, width: 2 }), tie("B", "A", { mutual: true, width: 3 })]));
    expect(scene.lanes).toHaveLength(1);
    expect(scene.lanes[0]).toMatchObject({ mutual: true, width: 3, bend: 0 });
    expect(scene.laneByPair.get(pairKey("B", "A"))).toBe(scene.laneByPair.get(pairKey("A", "B")));
  });

  it("leaves out ties to actors that are not on the map", () => {
    expect(buildScene(mapOf([A], [tie("A", "Z"), tie("A", "A")])).lanes).toHaveLength(0);
  });

  it("bends a lane around an actor in its way", () => {
    const between = actor("M", 100, 0);
    const scene = buildScene(mapOf([A, B, between], [tie("A", "B")]));
    expect(distanceTo(scene.lanes[0]!.curve, { x: 100, y: 0 }).distance).toBeGreaterThan(between.radius);
  });

  it("moves a node's lanes with it", () => {
    const scene = buildScene(mapOf([A, B], [tie("A", "B")]));
    moveNode(scene, 1, 50, 90);
    expect(scene.lanes[0]!.curve.b).toMatchObject({ x: 50, y: 90 });
  });

  it("knows what is around a node and a lane", () => {
    const scene = buildScene(mapOf([A, B, C], [tie("A", "B"), tie("C", "B")]));
    expect([...aroundNode(scene, 0).nodes].sort()).toEqual([0, 1]);
    expect([...aroundNode(scene, 1).nodes].sort()).toEqual([0, 1, 2]);
    expect(aroundLane(scene, 1)).toEqual({ nodes: new Set([2, 1]), lanes: new Set([1]) });
  });
});

describe("arrow keys", () => {
  it("go to the nearest actor in their direction, or nowhere", () => {
    const scene = buildScene(mapOf([A, B, C, actor("D", 300, 10)], []));
    expect(nodeToward(scene, 0, 1, 0)).toBe(1);
    expect(nodeToward(scene, 1, 1, 0)).toBe(3);
    expect(nodeToward(scene, 0, 0, 1)).toBe(2);
    expect(nodeToward(scene, 0, -1, 0)).toBeNull();
  });
});

describe("names on the map", () => {
  it("are cut at a word and never end in a preposition", () => {
    expect(shortName("United Arab Emirates")).toBe("United Arab Emirates");
    expect(shortName("Organization for Security and Co-operation in Europe")).toBe("Organization for Security…");
    expect(shortName("Federal Office for Administration")).toBe("Federal Office…");
    expect(shortName("Donaudampfschifffahrtsgesellschaftskapitän")).toHaveLength(27);
  });
});
