import { describe, expect, it } from "vitest";

import { toScreen } from "./camera";
import { pointAt } from "./geometry";
import { hitAt, indexOf } from "./hit";
import { buildScene, pairKey } from "./scene";
import { actor, mapOf, tie } from "./testing";

const size = { width: 800, height: 600 };
const camera = { x: 100, y: 0, zoom: 1 };
const scene = buildScene(mapOf([actor("A", 0, 0), actor("B", 200, 0)], [tie("A", "B"), tie("B", "A")]));
const index = indexOf(scene);
const at = (x: number, y: number) => hitAt(scene, index, camera, size, toScreen(camera, size, { x, y }));

describe("the pointer", () => {
  it("finds nodes before the lanes that end in them", () => {
    expect(at(0, 0)).toEqual({ kind: "node", index: 0 });
    expect(at(14, 4)).toEqual({ kind: "node", index: 0 });
  });

  it("tells the two lanes of a pair apart", () => {
    const there = pointAt(scene.lanes[scene.laneByPair.get(pairKey("A", "B"))!]!.curve, 0.5);
    const back = pointAt(scene.lanes[scene.laneByPair.get(pairKey("B", "A"))!]!.curve, 0.5);
    expect(at(there.x, there.y)).toEqual({ kind: "lane", index: 0 });
    expect(at(back.x, back.y)).toEqual({ kind: "lane", index: 1 });
  });

  it("finds nothing where nothing is", () => {
    expect(at(100, 120)).toBeNull();
    expect(hitAt(buildScene(mapOf([], [])), indexOf(buildScene(mapOf([], []))), camera, size, { x: 5, y: 5 })).toBeNull();
  });

  it("finds every actor of a crowded map at its middle", () => {
    const spiral = Array.from({ length: 150 }, (_, i) => actor(`S${i}`, Math.cos(i * 2.4) * 46 * Math.sqrt(i), Math.sin(i * 2.4) * 46 * Math.sqrt(i), { radius: 9 + (i % 5) }));
    const large = buildScene(mapOf(spiral, spiral.slice(1).map((a, i) => tie(a.id, `S${i}`))));
    const indexed = indexOf(large);
    for (const zoom of [0.4, 1, 2.5]) {
      const view = { x: 0, y: 0, zoom };
      large.nodes.forEach((node, i) => {
        const hit = hitAt(large, indexed, view, size, toScreen(view, size, node));
        expect(hit, `node ${i} at zoom ${zoom}`).toEqual({ kind: "node", index: i });
      });
    }
  });
});
