import { describe, expect, it } from "vitest";

import { dashOf } from "./draw";

describe("dashes", () => {
  const of = (sign: "positive" | "negative" | "neutral", tentative: boolean) => dashOf({ sign, tentative, width: 3 }).join(" ");

  it("tell sign and certainty apart without colour", () => {
    expect(of("positive", false)).toBe("");
    const patterns = [of("positive", false), of("negative", false), of("positive", true), of("negative", true)];
    expect(new Set(patterns).size).toBe(4);
  });
});
