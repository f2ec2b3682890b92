import { describe, expect, it } from "vitest";

import type { ArticleView } from "../generated/types";
import { DEFAULT_SIZES, fitted, parsed } from "./layout/sizes";
import { folded, matching } from "./library/filter";
import { rowWindow } from "./library/window";
import * as trails from "./selection/trail";

const article = (title: string, outlet: string | null = null): ArticleView => ({
  id: 1, title, outlet, published: null, file_name: "a.txt", unread_language: null, words: 1, actors: 0, stances: 0, ties: 0, warnings: [], sample: false,
});

describe("the search field", () => {
  const shelf = [article("Erdoğan receives Putin", "Meridian Wire"), article("Putin in Beijing")];

  it("finds every word, in title or outlet, without accents or case", () => {
    expect(matching(shelf, "ERDOGAN putin")).toHaveLength(1);
    expect(matching(shelf, "meridian")).toHaveLength(1);
    expect(matching(shelf, "putin")).toHaveLength(2);
    expect(matching(shelf, "putin paris")).toHaveLength(0);
  });

  it("shows everything for no words", () => {
    expect(matching(shelf, "  ")).toBe(shelf);
    expect(folded("Ünïted")).toBe("united");
  });
});

describe("the list", () => {
  it("holds only the rows in view and a few more", () => {
    expect(rowWindow(5000, 76, 76 * 1000, 760)).toEqual({ first: 994, end: 1016 });
    expect(rowWindow(3, 76, 0, 760)).toEqual({ first: 0, end: 3 });
    expect(rowWindow(0, 76, 0, 760)).toEqual({ first: 0, end: 0 });
  });

  it("shows rows even when the list became shorter than its scroll", () => {
    const { first, end } = rowWindow(4, 76, 9000, 760);
    expect(first).toBeLessThanOrEqual(end);
    expect(end).toBe(4);
  });
});

describe("the parts of the window", () => {
  it("leave the map room", () => {
    const sizes = fitted({ articles: 900, detail: 900, strip: 900 }, 1280, 800);
    expect(1280 - sizes.articles - sizes.detail).toBeGreaterThanOrEqual(320);
    expect(sizes.strip).toBe(400);
  });

  it("are remembered, and odd memories forgotten", () => {
    expect(parsed('{"articles":240,"detail":"x"}')).toEqual({ ...DEFAULT_SIZES, articles: 240 });
    for (const odd of [null, "", "7", "{", "null"]) expect(parsed(odd)).toEqual(DEFAULT_SIZES);
  });
});

describe("the trail", () => {
  const start = trails.begin();

  it("leads from actor to tie to article and back again", () => {
    const actor = trails.go(start, trails.toActor(start.now, "RUS"));
    const tie = trails.go(actor, trails.toTie(actor.now, "RUS", "UKR", null));
    const reader = trails.go(tie, trails.toReader(tie.now, { article: 3, stance: { id: 1, article: 3, start: 40 }, range: null }));
    expect(reader.now).toMatchObject({ front: "reader", mark: { kind: "tie", source: "RUS" } });
    expect(trails.back(reader).now).toEqual(tie.now);
    expect(trails.back(trails.back(reader)).now).toEqual(actor.now);
    expect(trails.back(trails.back(trails.back(reader))).now).toEqual(trails.HOME);
    expect(trails.back(start).now).toEqual(trails.HOME);
  });

  it("takes no step for going where one is", () => {
    const once = trails.go(start, trails.toActor(start.now, "RUS"));
    expect(trails.go(once, trails.toActor(once.now, "RUS"))).toBe(once);
  });

  it("amends without a step", () => {
    const tie = trails.go(start, trails.toTie(start.now, "A", "B", null));
    const moved = trails.amend(tie, { mark: null });
    expect(moved.past).toEqual(tie.past);
  });
});

describe("a stance in a newer revision", () => {
  const stances = [{ id: 5, start: 10 }, { id: 6, start: 90 }];
  const startOf = (s: { start: number }) => s.start;

  it("is found by id and place, else by place alone, else not", () => {
    expect(trails.findStance(stances, { id: 6, article: 1, start: 90 }, startOf)?.id).toBe(6);
    expect(trails.findStance(stances, { id: 5, article: 1, start: 90 }, startOf)?.id).toBe(6);
    expect(trails.findStance(stances, { id: 5, article: 1, start: 7 }, startOf)).toBeUndefined();
    expect(trails.findStance(stances, null, startOf)).toBeUndefined();
  });
});
