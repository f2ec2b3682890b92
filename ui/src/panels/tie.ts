// The arithmetic behind a tie, by relation. Pure.

import type { StanceView, TieView } from "../generated/types";

export interface RelationSum {
  phrase: string;
  sign: StanceView["sign"];
  count: number;
  intensity: number;
  adds: number;
}

export interface Ledger {
  counted: StanceView[];
  uncounted: StanceView[];
  sums: RelationSum[];
  /** Counted sentences: two relations of one sentence are one. */
  sentences: number;
}

/** Splits the stances and sums what each relation adds, heaviest first. */
export function ledger(tie: TieView): Ledger {
  const counted = tie.stances.filter((stance) => stance.uncounted === null);
  const sums = new Map<string, RelationSum>();
  for (const stance of counted) {
    const sum = sums.get(stance.relation) ?? { phrase: stance.phrase, sign: stance.sign, count: 0, intensity: stance.intensity, adds: 0 };
    sums.set(stance.relation, { ...sum, count: sum.count + 1, adds: sum.adds + stance.contribution });
  }
  return {
    counted,
    uncounted: tie.stances.filter((stance) => stance.uncounted !== null),
    sentences: new Set(counted.map((stance) => `${stance.article} ${stance.range.start}`)).size,
    sums: [...sums.values()].sort((a, b) => b.adds - a.adds),
  };
}
