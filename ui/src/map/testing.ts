// Small maps for tests.

import type { ActorKindView, MapActorView, MapTieView, MapView } from "../generated/types";

export function actor(id: string, x: number, y: number, more: Partial<MapActorView> = {}): MapActorView {
  const kind: ActorKindView = "state";
  return { id, name: id, code: id, kind, x, y, pinned: false, radius: 15, evidence: 1, articles: 1, ...more };
}

export function tie(source: string, target: string, more: Partial<MapTieView> = {}): MapTieView {
  const sums = { positive: 4, negative: 0, width: 2, tentative: false, mutual: false, sentences: 1, articles: 1, summary: "" };
  return { source, target, sign: "positive", ...sums, ...more };
}

export function mapOf(actors: MapActorView[], ties: MapTieView[]): MapView {
  return { revision: 1, actors, ties };
}
