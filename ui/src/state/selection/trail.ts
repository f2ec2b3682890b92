// Where the person is, and the way back. Pure; the runes stand in selection.svelte.ts.

import type { RangeView } from "../../generated/types";

/** A stance that outlives a new revision of the library: ids are stable only within one. */
export interface StanceKey {
  id: number;
  article: number;
  /** Start of its sentence in the article. */
  start: number;
}

/** What the detail column tells of. */
export type Subject =
  | { kind: "overview" }
  | { kind: "actor"; id: string }
  | { kind: "tie"; source: string; target: string; stance: StanceKey | null }
  | { kind: "paste" }
  | { kind: "samples" }
  | { kind: "about" };

/** An open article, and the place in it. */
export interface ReaderPlace {
  article: number;
  stance: StanceKey | null;
  range: RangeView | null;
}

/** What is marked on the map. */
export type Mark = { kind: "actor"; id: string } | { kind: "tie"; source: string; target: string } | null;

export interface Place {
  subject: Subject;
  reader: ReaderPlace | null;
  /** Which of the two the detail column shows while the reader has not taken the middle. */
  front: "subject" | "reader";
  mark: Mark;
}

export interface Trail {
  past: Place[];
  now: Place;
}

const LONGEST = 100;

export const HOME: Place = { subject: { kind: "overview" }, reader: null, front: "subject", mark: null };

export function begin(): Trail {
  return { past: [], now: HOME };
}

export function go(trail: Trail, now: Place): Trail {
  if (JSON.stringify(trail.now) === JSON.stringify(now)) return trail;
  return { past: [...trail.past, trail.now].slice(-LONGEST), now };
}

/** Changes the place without a step to go back over. */
export function amend(trail: Trail, change: Partial<Place>): Trail {
  return { past: trail.past, now: { ...trail.now, ...change } };
}

export function back(trail: Trail): Trail {
  const before = trail.past.at(-1);
  return before ? { past: trail.past.slice(0, -1), now: before } : { past: [], now: HOME };
}

export function toActor(place: Place, id: string): Place {
  return { ...place, subject: { kind: "actor", id }, front: "subject", mark: { kind: "actor", id } };
}

export function toTie(place: Place, source: string, target: string, stance: StanceKey | null): Place {
  return { ...place, subject: { kind: "tie", source, target, stance }, front: "subject", mark: { kind: "tie", source, target } };
}

export function toReader(place: Place, reader: ReaderPlace, mark: Mark = place.mark): Place {
  return { ...place, reader, front: "reader", mark };
}

/** The stance that a key means in a list of a maybe newer revision. */
export function findStance<T extends { id: number }>(stances: T[], key: StanceKey | null, startOf: (stance: T) => number): T | undefined {
  if (!key) return undefined;
  const same = stances.find((s) => s.id === key.id && startOf(s) === key.start);
  return same ?? stances.find((s) => startOf(s) === key.start);
}
