// Rows and order of the table of ties. Pure.

import type { MapTieView, MapView } from "../generated/types";

export type Column = "source" | "target" | "sign" | "summary" | "sentences" | "articles" | "weight";

export interface TableOrder {
  by: Column;
  down: boolean;
}

export interface TableRow {
  key: string;
  source: string;
  target: string;
  weight: number;
  tie: MapTieView;
}

export function tableRows(map: MapView): TableRow[] {
  const names = new Map(map.actors.map((actor) => [actor.id, actor.name]));
  return map.ties.map((tie) => ({
    key: `${tie.source} ${tie.target}`,
    source: names.get(tie.source) ?? tie.source,
    target: names.get(tie.target) ?? tie.target,
    weight: tie.positive + tie.negative,
    tie,
  }));
}

const value = (row: TableRow, by: Column): string | number => {
  switch (by) {
    case "source":
    case "target":
    case "weight":
      return row[by];
    default:
      return row.tie[by];
  }
};

/** A sorted copy; equal rows stand by source and target. O(n log n). */
export function sorted(rows: TableRow[], { by, down }: TableOrder): TableRow[] {
  const compare = (a: string | number, b: string | number) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en"));
  return [...rows].sort((a, b) => {
    const order = compare(value(a, by), value(b, by));
    return (down ? -order : order) || compare(a.source, b.source) || compare(a.target, b.target);
  });
}
