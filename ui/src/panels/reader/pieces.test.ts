import { describe, expect, it } from "vitest";

import type { MentionView, StanceMarkView } from "../../generated/types";
import { grouped, pieces, sentenceParts } from "./pieces";

const text = "Title. Zoë’s 🇫🇷 ministers condemned Russia, and France aids Ukraine.";
const find = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
const mention = (words: string, actor: string): MentionView => ({ range: find(words), actor, map_actor: actor, name: words, why: "name" });
const stance = (id: number, trigger: string, more: Partial<StanceMarkView> = {}): StanceMarkView => ({
  id,
  source: "FRA",
  target: "RUS",
  sign: "negative",
  relation: "criticises",
  modality: "asserted",
  sentence: { start: 7, end: text.length },
  trigger: find(trigger),
  source_range: find("Zoë’s 🇫🇷 ministers"),
  target_range: find("Russia"),
  ...more,
});

const block = { start: 7, end: text.length };
const mentions = [mention("Russia", "RUS"), mention("France", "FRA"), mention("Ukraine", "UKR")];
const first = stance(1, "condemned");
const second = stance(2, "aids", { sign: "positive", source_range: find("France"), target_range: find("Ukraine") });

describe("pieces of a block", () => {
  it("join to the text of the block, whatever is marked", () => {
    for (const chosen of [null, first, second]) {
      expect(pieces(text, block, mentions, [first, second], chosen).map((p) => p.text).join("")).toBe(text.slice(7));
    }
  });

  it("cut emoji and accents at the right places", () => {
    const source = pieces(text, block, mentions, [first], first).filter((p) => p.role === "source");
    expect(source.map((p) => p.text).join("")).toBe("Zoë’s 🇫🇷 ministers");
  });

  it("mark mentions, triggers and where a sentence begins", () => {
    const list = pieces(text, block, mentions, [first, second], null);
    expect(list.filter((p) => p.mention).map((p) => p.text)).toEqual(["Russia", "France", "Ukraine"]);
    expect(list.filter((p) => p.triggers.length > 0).map((p) => p.text)).toEqual(["condemned", "aids"]);
    expect(list[0]!.begins.map((s) => s.id)).toEqual([1, 2]);
    expect(list.slice(1).every((p) => p.begins.length === 0)).toBe(true);
  });

  it("put the chosen words in one group, even across a mention", () => {
    const wide = stance(3, "condemned Russia, and");
    const groups = grouped(pieces(text, block, mentions, [wide], wide)).filter((g) => g.chosen);
    expect(groups).toHaveLength(1);
    expect(groups[0]!.pieces.map((p) => p.text).join("")).toBe("condemned Russia, and");
  });

  it("ignore marks of other blocks", () => {
    const title = pieces(text, { start: 0, end: 6 }, mentions, [first], first);
    expect(title).toEqual([{ start: 0, text: "Title.", mention: null, triggers: [], begins: [], lit: false, chosen: false, role: null }]);
  });
});

describe("a sentence of evidence", () => {
  it("is cut at its ends and its trigger", () => {
    const sentence = "France aids Ukraine.";
    const parts = sentenceParts(sentence, { start: 7, end: 11 }, { start: 0, end: 6 }, { start: 12, end: 19 });
    expect(parts.map((p) => [p.text, p.trigger, p.role])).toEqual([
      ["France", false, "source"],
      [" ", false, null],
      ["aids", true, null],
      [" ", false, null],
      ["Ukraine", false, "target"],
      [".", false, null],
    ]);
  });

  it("stands whole without ranges, and outlives ranges beyond its end", () => {
    expect(sentenceParts("Short.", null, null, null)).toEqual([{ text: "Short.", trigger: false, role: null }]);
    expect(sentenceParts("Short.", { start: 2, end: 99 }, null, null).map((p) => p.text).join("")).toBe("Short.");
  });
});
