// Read-only hooks for journeys through the real app: a WebDriver cannot see into a canvas.

import type { Point } from "./geometry";
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

export function exposeHooks(stage: MapStage) {
  window.__entente = Object.freeze({
    get revision() {
      return stage.ready ?? 0;
    },
    get mapReady() {
      return stage.settled;
    },
    positions: () => stage.positions(),
    screenPositionOf: (id: string) => stage.screenPositionOf(id),
    lanePoint: (source: string, target: string) => stage.lanePoint(source, target),
  });
}
