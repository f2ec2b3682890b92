// Where the keyboard is on the map: an actor, and maybe one of its ties. Pure.

import { nodeToward, type Scene } from "./scene";

export interface Cursor {
  node: number;
  lane: number | null;
}

/** The actor with most evidence; null on an empty map. */
export function largest(scene: Scene): number | null {
  let best: number | null = null;
  scene.nodes.forEach((node, i) => {
    if (best === null || node.actor.evidence > scene.nodes[best]!.actor.evidence) best = i;
  });
  return best;
}

/** To the nearest actor in a direction; stays where there is none. */
export function toward(scene: Scene, cursor: Cursor, dx: number, dy: number): Cursor {
  const next = nodeToward(scene, cursor.node, dx, dy);
  return next === null ? cursor : { node: next, lane: null };
}

/** To the next or the last tie of the actor, round and round. */
export function stepLane(scene: Scene, cursor: Cursor, by: 1 | -1): Cursor {
  const lanes = scene.nodes[cursor.node]?.lanes ?? [];
  if (lanes.length === 0) return cursor;
  const now = cursor.lane === null ? (by > 0 ? -1 : 0) : lanes.indexOf(cursor.lane);
  return { ...cursor, lane: lanes[(now + by + lanes.length) % lanes.length]! };
}

/** The same place in a newer scene. */
export function carried(before: Scene, after: Scene, cursor: Cursor | null): Cursor | null {
  const id = cursor === null ? undefined : before.nodes[cursor.node]?.actor.id;
  const node = id === undefined ? undefined : after.nodeById.get(id);
  return node === undefined ? null : { node, lane: null };
}
