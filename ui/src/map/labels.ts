// Where names stand so that none covers another. Pure: the caller measures text.

import type { Point } from "./geometry";

export interface LabelWish {
  node: number;
  /** The node's centre and half height on screen. */
  at: Point;
  radius: number;
  width: number;
  /** Higher goes first. */
  priority: number;
}

export interface Label {
  node: number;
  /** Left end of the text and its middle line, on screen. */
  x: number;
  y: number;
  align: "left" | "right" | "center";
}

export interface Around {
  /** Names that stand already. */
  kept: { label: Label; width: number }[];
  /** Where lines run. */
  busy: Busy | null;
  /** Of the screen: names that its edge would cut go elsewhere, or are left out. */
  width: number;
}

interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Where lines run, so that names stand beside them where there is room. */
export class Busy {
  #cells = new Set<number>();

  /** Marks a curve by its points, a few pixels apart. */
  mark({ x, y }: Point) {
    this.#cells.add(Busy.#cell(Math.floor(x / STEP), Math.floor(y / STEP)));
  }

  /** How many cells of a box lines run through. */
  count({ x0, y0, x1, y1 }: Box): number {
    let count = 0;
    for (let cx = Math.floor(x0 / STEP); cx <= Math.floor(x1 / STEP); cx++) {
      for (let cy = Math.floor(y0 / STEP); cy <= Math.floor(y1 / STEP); cy++) if (this.#cells.has(Busy.#cell(cx, cy))) count += 1;
    }
    return count;
  }

  static #cell(cx: number, cy: number): number {
    return (cx + 4096) * 16384 + (cy + 4096);
  }
}

const STEP = 8;
const HEIGHT = 15;
const GAP = 5;
const CELL = 64;

/** Boxes by grid cell, so that a question looks only at neighbours. */
class Taken {
  #cells = new Map<string, Box[]>();

  add(box: Box) {
    this.#each(box, (key) => {
      const boxes = this.#cells.get(key);
      if (boxes) boxes.push(box);
      else this.#cells.set(key, [box]);
    });
  }

  free(box: Box, except?: Box): boolean {
    let free = true;
    this.#each(box, (key) => {
      for (const other of this.#cells.get(key) ?? []) {
        if (other !== except && box.x0 < other.x1 && other.x0 < box.x1 && box.y0 < other.y1 && other.y0 < box.y1) free = false;
      }
    });
    return free;
  }

  #each(box: Box, visit: (key: string) => void) {
    for (let cx = Math.floor(box.x0 / CELL); cx <= Math.floor(box.x1 / CELL); cx++) {
      for (let cy = Math.floor(box.y0 / CELL); cy <= Math.floor(box.y1 / CELL); cy++) visit(`${cx} ${cy}`);
    }
  }
}

/**
 * Greedy placement by priority: right, left, below, above of the node, then the four corners; a name
 * without a free place is left out. `obstacles` are all nodes on screen. O(labels × 8 × neighbours).
 */
export function placeLabels(
  wishes: LabelWish[],
  obstacles: { at: Point; radius: number }[],
  around: Around = { kept: [], busy: null, width: Infinity },
): Label[] {
  const taken = new Taken();
  for (const { label, width } of around.kept) taken.add(boxOf(label, width));
  for (const { at, radius } of obstacles) {
    const r = radius * 0.92;
    taken.add({ x0: at.x - r, y0: at.y - r, x1: at.x + r, y1: at.y + r });
  }
  const order = [...wishes].sort((a, b) => b.priority - a.priority || a.node - b.node);
  const labels: Label[] = [];
  for (const wish of order) {
    const best = bestPlace(wish, taken, around);
    if (!best) continue;
    taken.add(boxOf(best, wish.width));
    labels.push(best);
  }
  return labels;
}

/** The free place that lines cross least; earlier ones are worth a few crossings. */
function bestPlace(wish: LabelWish, taken: Taken, { busy, width }: Around): Label | null {
  let best: Label | null = null;
  let least = Infinity;
  places(wish).forEach((label, i) => {
    const box = boxOf(label, wish.width);
    if (i >= least || !taken.free(box)) return;
    // No name is better than half a one.
    if (box.x0 < 2 || box.x1 > width - 2) return;
    const cost = i + (busy?.count(box) ?? 0) * 1.2;
    if (cost < least) {
      least = cost;
      best = label;
    }
  });
  return best;
}

function places({ node, at, radius }: LabelWish): Label[] {
  const side = radius + GAP;
  const over = radius + GAP + HEIGHT / 2 - 2;
  const corner = radius * 0.72 + GAP;
  const rise = radius * 0.72 + HEIGHT / 2;
  return [
    { node, x: at.x + side, y: at.y, align: "left" },
    { node, x: at.x - side, y: at.y, align: "right" },
    { node, x: at.x, y: at.y + over, align: "center" },
    { node, x: at.x, y: at.y - over, align: "center" },
    { node, x: at.x + corner, y: at.y + rise, align: "left" },
    { node, x: at.x + corner, y: at.y - rise, align: "left" },
    { node, x: at.x - corner, y: at.y + rise, align: "right" },
    { node, x: at.x - corner, y: at.y - rise, align: "right" },
  ];
}

function boxOf({ x, y, align }: Label, width: number): Box {
  const x0 = align === "left" ? x : align === "right" ? x - width : x - width / 2;
  return { x0: x0 - 1, y0: y - HEIGHT / 2, x1: x0 + width + 1, y1: y + HEIGHT / 2 };
}
