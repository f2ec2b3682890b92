import { describe, expect, it } from "vitest";

import { fixtureBackend } from "../backend/fixture";
import { actor, mapOf, tie } from "../map/testing";
import { sorted, tableRows } from "./table";
import { ledger } from "./tie";

describe("the table of ties", () => {
  const map = mapOf([actor("A", 0, 0, { name: "Austria" }), actor("B", 0, 0, { name: "Belgium" })], [tie("B", "A", { positive: 3 }), tie("A", "B", { positive: 1, negative: 4 })]);

  it("names the actors and adds both sides up", () => {
    expect(tableRows(map).map((r) => [r.source, r.target, r.weight])).toEqual([
      ["Belgium", "Austria", 3],
      ["Austria", "Belgium", 5],
    ]);
  });

  it("sorts by words and by numbers, both ways", () => {
    const rows = tableRows(map);
    expect(sorted(rows, { by: "source", down: false })[0]!.source).toBe("Austria");
    expect(sorted(rows, { by: "weight", down: true })[0]!.weight).toBe(5);
    expect(sorted(rows, { by: "weight", down: false })[0]!.weight).toBe(3);
  });
});

describe("the ledger of a tie", () => {
  it("adds up to the tie's own sums and keeps what is not counted apart", async () => {
    const view = await fixtureBackend().tie({ source: "RUS", target: "UKR" });
    const { counted, uncounted, sums } = ledger(view);
    const total = (sign: string) => sums.filter((s) => s.sign === sign).reduce((sum, s) => sum + s.adds, 0);
    expect(total("negative")).toBeCloseTo(view.negative);
    expect(total("positive")).toBeCloseTo(view.positive);
    expect(counted.length + uncounted.length).toBe(view.stances.length);
    expect(uncounted.map((s) => s.modality)).toContain("denied");
  });

  it("counts a sentence with two relations once", async () => {
    const view = await fixtureBackend().tie({ source: "IND", target: "CHN" });
    const { counted, sentences } = ledger(view);
    expect(counted.length).toBe(3);
    expect(sentences).toBe(2);
  });
});
