// Read-only hooks for journeys through the real app: a WebDriver cannot see into a canvas.

import { toScreen } from "./camera";
import { lanePointOnScreen } from "./draw";
import type { Point } from "./geometry";
import { pairKey } from "./scene";
import type { MapStage } from "./stage";

export interface Hooks {
  /** The revision last drawn; 0 before the first. */
  readonly revision: number;
  /** The newest map is drawn and nothing on it moves. */
  readonly mapReady: boolean;
  /** World positions by actor. */
  positions(): Record<string, Point>;
  /** Client pixels of an actor's middle. */
  screenPositionOf(id: string): Point | null;
  /** Client pixels of a point on a tie's lane that nothing covers. */
  lanePoint(source: string, target: string): Point | null;
}

declare global {
  interface Window {
    __entente?: Hooks;
  }
}

export function exposeHooks(stage: MapStage, root: HTMLElement) {
  window.__entente = Object.freeze({
    get revision() {
      return stage.ready ?? 0;
    },
    get mapReady() {
      return stage.settled;
    },
    positions: () => Object.fromEntries(stage.scene.nodes.map(({ actor }) => [actor.id, { x: actor.x, y: actor.y }])),
    screenPositionOf: (id: string) => {
      const node = stage.scene.nodes[stage.scene.nodeById.get(id) ?? -1];
      return node ? toClient(root, toScreen(stage.camera, stage.size, node)) : null;
    },
    lanePoint: (source: string, target: string) => lanePoint(stage, root, source, target),
  });
}

function toClient(root: HTMLElement, p: Point): Point {
  const box = root.getBoundingClientRect();
  return { x: p.x + box.left, y: p.y + box.top };
}

/** Tries points from the lane's middle outwards until one is the lane's own and not covered by the window's parts. */
function lanePoint(stage: MapStage, root: HTMLElement, source: string, target: string): Point | null {
  const index = stage.scene.laneByPair.get(pairKey(source, target));
  const lane = index === undefined ? undefined : stage.scene.lanes[index];
  if (!lane) return null;
  for (let i = 0; i < 40; i++) {
    const t = 0.5 + (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * 0.022;
    const at = lanePointOnScreen(lane, stage.camera, stage.size, t);
    const hit = stage.hit(at);
    if (hit?.kind !== "lane" || hit.index !== index) continue;
    const client = toClient(root, at);
    if (root.contains(document.elementFromPoint(client.x, client.y))) return client;
  }
  return null;
}
