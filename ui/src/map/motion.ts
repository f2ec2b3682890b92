// Movement over time: of the camera, and of actors from one layout to the next. Pure but for what is
// handed in.

import { between, type Camera } from "./camera";
import type { Point } from "./geometry";
import { moveNode, type Scene } from "./scene";

const GLIDE_MS = 220;
const SHIFT_MS = 280;

/** 0 to 1 over a time, fast first. */
function eased(start: number, now: number, length: number): number {
  const t = Math.min(1, Math.max(0, (now - start) / length));
  return 1 - (1 - t) ** 3;
}

/** The camera's way from where it is to where it should be. */
export class Glide {
  readonly to: Camera;
  #from: Camera;
  #start: number;

  constructor(from: Camera, to: Camera, start: number) {
    this.#from = from;
    this.to = to;
    this.#start = start;
  }

  at(now: number): { camera: Camera; done: boolean } {
    const t = eased(this.#start, now, GLIDE_MS);
    return t >= 1 ? { camera: this.to, done: true } : { camera: between(this.#from, this.to, t), done: false };
  }
}

/** The way of actors that stand elsewhere in a new scene than they stood before. */
export class Shift {
  #ways: { node: number; from: Point; to: Point }[];
  #start: number;

  private constructor(ways: { node: number; from: Point; to: Point }[], start: number) {
    this.#ways = ways;
    this.#start = start;
  }

  /** Null when nothing moves. */
  static between(before: Scene, after: Scene, start: number): Shift | null {
    const ways = after.nodes.flatMap((node, i) => {
      const was = before.nodes[before.nodeById.get(node.actor.id) ?? -1];
      const moved = was && Math.hypot(was.x - node.x, was.y - node.y) > 0.5;
      return moved ? [{ node: i, from: { x: was.x, y: was.y }, to: { x: node.x, y: node.y } }] : [];
    });
    return ways.length > 0 ? new Shift(ways, start) : null;
  }

  /** Puts the actors where they are now; true when they have arrived. */
  step(scene: Scene, now: number): boolean {
    const t = eased(this.#start, now, SHIFT_MS);
    for (const { node, from, to } of this.#ways) moveNode(scene, node, from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t);
    return t >= 1;
  }
}
