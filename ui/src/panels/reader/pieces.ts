// A sentence or block of text cut where its marks begin and end. Pure. All offsets are UTF-16 code
// units, what JavaScript strings count.

import type { MentionView, RangeView, StanceMarkView } from "../../generated/types";

export interface Piece {
  start: number;
  text: string;
  mention: MentionView | null;
  /** Stances whose trigger covers this piece. */
  triggers: StanceMarkView[];
  /** Stances whose sentence begins here. */
  begins: StanceMarkView[];
  /** Within the chosen stance's sentence. */
  lit: boolean;
  /** Part of the chosen stance's trigger. */
  chosen: boolean;
  role: "source" | "target" | null;
}

/** Pieces that follow each other, in one wrapper where they are the chosen words. */
export interface PieceGroup {
  chosen: boolean;
  pieces: Piece[];
}

const covers = (range: RangeView | null, start: number, end: number) => range !== null && range.start <= start && end <= range.end;
const meets = (range: RangeView | null, of: RangeView) => range !== null && range.start < of.end && of.start < range.end;

/** What the reader shows of one block. O((marks + 1) × marks in the block). */
export function pieces(text: string, block: RangeView, mentions: MentionView[], stances: StanceMarkView[], chosen: StanceMarkView | null): Piece[] {
  const here = { mentions: mentions.filter((m) => meets(m.range, block)), stances: stances.filter((s) => meets(s.sentence, block) || meets(s.trigger, block)) };
  const cuts = new Set([block.start, block.end]);
  const cut = (range: RangeView | null) => {
    if (!range || !meets(range, block)) return;
    cuts.add(Math.max(range.start, block.start));
    cuts.add(Math.min(range.end, block.end));
  };
  here.mentions.forEach((m) => cut(m.range));
  here.stances.forEach((s) => [s.sentence, s.trigger].forEach(cut));
  if (chosen) [chosen.sentence, chosen.trigger, chosen.source_range, chosen.target_range].forEach(cut);
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((start, i) => {
    const end = at[i + 1]!;
    return {
      start,
      text: text.slice(start, end),
      mention: here.mentions.find((m) => covers(m.range, start, end)) ?? null,
      triggers: here.stances.filter((s) => covers(s.trigger, start, end)),
      begins: here.stances.filter((s) => Math.max(s.sentence.start, block.start) === start),
      lit: covers(chosen?.sentence ?? null, start, end),
      chosen: covers(chosen?.trigger ?? null, start, end),
      role: covers(chosen?.source_range ?? null, start, end) ? "source" : covers(chosen?.target_range ?? null, start, end) ? "target" : null,
    };
  });
}

export function grouped(list: Piece[]): PieceGroup[] {
  const groups: PieceGroup[] = [];
  for (const piece of list) {
    const last = groups.at(-1);
    if (last && last.chosen === piece.chosen) last.pieces.push(piece);
    else groups.push({ chosen: piece.chosen, pieces: [piece] });
  }
  return groups;
}

/** A sentence on its own, cut at its trigger and ends. Ranges are within the sentence. */
export interface SentencePart {
  text: string;
  trigger: boolean;
  role: "source" | "target" | null;
}

export function sentenceParts(sentence: string, trigger: RangeView | null, source: RangeView | null, target: RangeView | null): SentencePart[] {
  const cuts = new Set([0, sentence.length]);
  for (const range of [trigger, source, target]) {
    if (!range) continue;
    cuts.add(Math.min(range.start, sentence.length));
    cuts.add(Math.min(range.end, sentence.length));
  }
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((start, i) => {
    const end = at[i + 1]!;
    return {
      text: sentence.slice(start, end),
      trigger: covers(trigger, start, end),
      role: covers(source, start, end) ? "source" : covers(target, start, end) ? "target" : null,
    };
  });
}
