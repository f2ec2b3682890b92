// What is drawn, built from a view of the map: nodes, and lanes with their curves. Pure.

import type { MapActorView, MapTieView, MapView } from "../generated/types";
import type { Placed } from "./camera";
import { bent, type Curve, distanceTo, type Shape, shapeOf } from "./geometry";

export interface SceneNode {
  actor: MapActorView;
  /** Its name, short enough to stand on the map. */
  label: string;
  shape: Shape;
  x: number;
  y: number;
  radius: number;
  pinned: boolean;
  /** Indexes into `Scene.lanes`. */
  lanes: number[];
}

export interface SceneLane {
  tie: MapTieView;
  source: number;
  target: number;
  /** Arrows at both ends: it stands for the opposite tie too. */
  mutual: boolean;
  width: number;
  bend: number;
  /** From centre to centre, world units; drawing trims it at the outlines. */
  curve: Curve;
}

export interface Scene {
  revision: number;
  nodes: SceneNode[];
  lanes: SceneLane[];
  nodeById: Map<string, number>;
  /** By `source target`; a mutual lane stands under both orders. */
  laneByPair: Map<string, number>;
}

/** Above this many lanes, lanes are not bent around nodes in their way. */
const MOST_AVOIDING = 1500;

/** Persons carry no code inside: their dots are smaller. */
const DOT = 0.6;

export const pairKey = (source: string, target: string) => `${source} ${target}`;

/** O(actors + ties), and O(ties × actors) more where lanes avoid nodes. */
export function buildScene(view: MapView): Scene {
  const nodes = view.actors.map(sceneNode);
  const nodeById = new Map(nodes.map((node, i) => [node.actor.id, i]));
  const scene: Scene = { revision: view.revision, nodes, lanes: [], nodeById, laneByPair: new Map() };
  const known = new Set(view.ties.map((tie) => pairKey(tie.source, tie.target)));
  for (const tie of view.ties) addLane(scene, tie, known.has(pairKey(tie.target, tie.source)));
  return scene;
}

function sceneNode(actor: MapActorView): SceneNode {
  const shape = shapeOf(actor.kind);
  const radius = shape === "dot" ? actor.radius * DOT : actor.radius;
  return { actor, label: shortName(actor.name), shape, x: actor.x, y: actor.y, radius, pinned: actor.pinned, lanes: [] };
}

const LONGEST_LABEL = 26;

/** A name cut at a word: "Organization for Security…". */
export function shortName(name: string): string {
  if (name.length <= LONGEST_LABEL) return name;
  const cut = name.slice(0, LONGEST_LABEL);
  const words = cut.replace(/\s+\S*$/, "").replace(/\s+(for|of|and|the|on|in|to)$/i, "");
  return `${words.length > LONGEST_LABEL / 2 ? words : cut}…`;
}

function addLane(scene: Scene, tie: MapTieView, hasReverse: boolean) {
  const source = scene.nodeById.get(tie.source);
  const target = scene.nodeById.get(tie.target);
  if (source === undefined || target === undefined || source === target) return;
  const mutual = tie.mutual && hasReverse;
  const reverse = scene.laneByPair.get(pairKey(tie.target, tie.source));
  if (mutual && reverse !== undefined) {
    const lane = scene.lanes[reverse]!;
    lane.width = Math.max(lane.width, tie.width);
    scene.laneByPair.set(pairKey(tie.source, tie.target), reverse);
    return;
  }
  const a = scene.nodes[source]!;
  const b = scene.nodes[target]!;
  const bend = hasReverse && !mutual ? pairBend(a, b) : 0;
  const index = scene.lanes.length;
  scene.lanes.push({ tie, source, target, mutual, width: tie.width, bend, curve: bent(a, b, bend) });
  scene.laneByPair.set(pairKey(tie.source, tie.target), index);
  a.lanes.push(index);
  b.lanes.push(index);
  if (scene.lanes.length <= MOST_AVOIDING) avoidNodes(scene, index, hasReverse && !mutual);
}

/** Both directions curve apart; near nodes a little, far ones more. */
function pairBend(a: SceneNode, b: SceneNode): number {
  return Math.max(9, Math.min(30, Math.hypot(a.x - b.x, a.y - b.y) * 0.085));
}

/** Bends a lane around nodes that stand in its way: the least bend that crosses the fewest. */
function avoidNodes(scene: Scene, index: number, paired: boolean) {
  const lane = scene.lanes[index]!;
  const a = scene.nodes[lane.source]!;
  const b = scene.nodes[lane.target]!;
  const length = Math.hypot(a.x - b.x, a.y - b.y);
  const tries = paired ? [lane.bend, lane.bend + length * 0.07, lane.bend + length * 0.14] : [0, 0.07, -0.07, 0.14, -0.14, 0.2, -0.2].map((k) => k * length);
  let best = { crossed: Infinity, bend: lane.bend };
  for (const bend of tries) {
    const crossed = nodesCrossed(scene, lane, bent(a, b, bend));
    if (crossed < best.crossed) best = { crossed, bend };
    if (crossed === 0) break;
  }
  lane.bend = best.bend;
  lane.curve = bent(a, b, best.bend);
}

function nodesCrossed(scene: Scene, lane: SceneLane, curve: Curve): number {
  const minX = Math.min(curve.a.x, curve.b.x, curve.c.x);
  const maxX = Math.max(curve.a.x, curve.b.x, curve.c.x);
  const minY = Math.min(curve.a.y, curve.b.y, curve.c.y);
  const maxY = Math.max(curve.a.y, curve.b.y, curve.c.y);
  let crossed = 0;
  scene.nodes.forEach((node, i) => {
    if (i === lane.source || i === lane.target) return;
    const room = node.radius + 5 + lane.width / 2;
    if (node.x < minX - room || node.x > maxX + room || node.y < minY - room || node.y > maxY + room) return;
    if (distanceTo(curve, node, 12).distance < room) crossed += 1;
  });
  return crossed;
}

/** Moves a node and its lanes with it. O(its lanes). */
export function moveNode(scene: Scene, index: number, x: number, y: number) {
  const node = scene.nodes[index]!;
  node.x = x;
  node.y = y;
  for (const at of node.lanes) {
    const lane = scene.lanes[at]!;
    lane.curve = bent(scene.nodes[lane.source]!, scene.nodes[lane.target]!, lane.bend);
  }
}

/** What a fitting camera has to show; `widthOf` measures a name on screen. */
export function placed(scene: Scene, widthOf: (text: string) => number): Placed[] {
  return scene.nodes.map(({ label, x, y, radius }) => ({ x, y, radius, label: widthOf(label) + 6 }));
}

export interface Focus {
  nodes: Set<number>;
  lanes: Set<number>;
}

/** A node with its ties and neighbours. */
export function aroundNode(scene: Scene, index: number): Focus {
  const lanes = new Set(scene.nodes[index]?.lanes ?? []);
  const nodes = new Set([index]);
  for (const at of lanes) {
    nodes.add(scene.lanes[at]!.source);
    nodes.add(scene.lanes[at]!.target);
  }
  return { nodes, lanes };
}

/** A lane with its ends. */
export function aroundLane(scene: Scene, index: number): Focus {
  const lane = scene.lanes[index];
  return lane ? { nodes: new Set([lane.source, lane.target]), lanes: new Set([index]) } : { nodes: new Set(), lanes: new Set() };
}

/** The node nearest in a direction: what an arrow key goes to. Distance off the axis counts double. O(nodes). */
export function nodeToward(scene: Scene, from: number, dx: number, dy: number): number | null {
  const origin = scene.nodes[from];
  if (!origin) return null;
  let best: number | null = null;
  let least = Infinity;
  scene.nodes.forEach((node, i) => {
    if (i === from) return;
    const along = (node.x - origin.x) * dx + (node.y - origin.y) * dy;
    const across = Math.abs((node.x - origin.x) * dy) + Math.abs((node.y - origin.y) * dx);
    if (along <= 0 || across > along * 2) return;
    const cost = along + 2 * across;
    if (cost < least) {
      least = cost;
      best = i;
    }
  });
  return best;
}
