// What lies under the pointer, by a spatial index over nodes and lanes.

import Flatbush from "flatbush";

import type { Camera, Size } from "./camera";
import { nodeScale, toWorld } from "./camera";
import { distanceTo, outline, type Point } from "./geometry";
import type { Scene } from "./scene";

export type Hit = { kind: "node"; index: number } | { kind: "lane"; index: number };

export interface HitIndex {
  nodes: Flatbush | null;
  lanes: Flatbush | null;
  largest: number;
}

/** O(n log n). Build anew when the scene changes. */
export function indexOf(scene: Scene): HitIndex {
  const nodes = scene.nodes.length > 0 ? new Flatbush(scene.nodes.length) : null;
  for (const { x, y } of scene.nodes) nodes?.add(x, y, x, y);
  nodes?.finish();
  const lanes = scene.lanes.length > 0 ? new Flatbush(scene.lanes.length) : null;
  for (const { curve } of scene.lanes) {
    const { a, b, c } = curve;
    // The curve stays within the triangle of its ends and the point half way to its control point.
    const mx = (a.x + b.x) / 4 + c.x / 2;
    const my = (a.y + b.y) / 4 + c.y / 2;
    lanes?.add(Math.min(a.x, b.x, mx), Math.min(a.y, b.y, my), Math.max(a.x, b.x, mx), Math.max(a.y, b.y, my));
  }
  lanes?.finish();
  return { nodes, lanes, largest: Math.max(0, ...scene.nodes.map((n) => n.radius)) };
}

const NODE_SLACK = 3;
const LANE_SLACK = 5;

/** The node or else the nearest lane at a screen point, with a few pixels of slack. */
export function hitAt(scene: Scene, index: HitIndex, camera: Camera, size: Size, at: Point): Hit | null {
  const world = toWorld(camera, size, at);
  const scale = nodeScale(camera.zoom) / camera.zoom;
  return nodeAt(scene, index, world, scale, NODE_SLACK / camera.zoom) ?? laneAt(scene, index, world, scale, LANE_SLACK / camera.zoom);
}

function nodeAt(scene: Scene, index: HitIndex, p: Point, scale: number, slack: number): Hit | null {
  const reach = index.largest * 1.3 * scale + slack;
  let hit: Hit | null = null;
  let least = Infinity;
  for (const i of index.nodes?.search(p.x - reach, p.y - reach, p.x + reach, p.y + reach) ?? []) {
    const node = scene.nodes[i]!;
    const distance = Math.hypot(p.x - node.x, p.y - node.y);
    const direction = distance === 0 ? { x: 1, y: 0 } : { x: (p.x - node.x) / distance, y: (p.y - node.y) / distance };
    if (distance < outline(node.shape, node.radius * scale, direction) + slack && distance < least) {
      least = distance;
      hit = { kind: "node", index: i };
    }
  }
  return hit;
}

function laneAt(scene: Scene, index: HitIndex, p: Point, scale: number, slack: number): Hit | null {
  const reach = 8 * scale + slack;
  let hit: Hit | null = null;
  let least = Infinity;
  for (const i of index.lanes?.search(p.x - reach, p.y - reach, p.x + reach, p.y + reach) ?? []) {
    const lane = scene.lanes[i]!;
    const { distance } = distanceTo(lane.curve, p);
    if (distance < (lane.width * scale) / 2 + slack && distance < least) {
      least = distance;
      hit = { kind: "lane", index: i };
    }
  }
  return hit;
}
