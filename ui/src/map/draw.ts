// Drawing a scene on a canvas. Strokes of one style go to the canvas together, in paths of a few dozen.

import type { SignView } from "../generated/types";
import { type Camera, nodeScale, type Size, toScreen } from "./camera";
import { type Curve, diamondHalf, directionAt, leaves, outline, part, type Point, pointAt, type Shape, sideways, squareHalf } from "./geometry";
import { Busy, type Label, type LabelWish, placeLabels } from "./labels";
import type { Palette } from "./palette";
import type { Focus, Scene, SceneLane, SceneNode } from "./scene";

export const LABEL_FONT = '500 12px "Inter Variable", system-ui, sans-serif';

export interface Sight {
  camera: Camera;
  /** Of the canvas, CSS pixels. */
  size: Size;
  palette: Palette;
  /** Only these; everything when null. */
  only: Focus | null;
}

interface Stroke {
  sign: SignView;
  width: number;
  tentative: boolean;
  curve: Curve;
  /** Arrowheads at the end, and at the start of a mutual lane. */
  atEnd: boolean;
  atStart: boolean;
}

/** One path's worth of strokes. */
interface Batch {
  sign: SignView;
  width: number;
  tentative: boolean;
  strokes: Stroke[];
}

/** Above this many strokes on screen, those thinner than `PLAIN_BELOW` px are drawn plain. */
const MOST_DETAILED = 1500;
const PLAIN_BELOW = 2.2;
const IN_PATH = 32;

const GAP = 2.5;
/** Below this many pixels a lane's arrowhead is left out: it could not be told from the line. */
const LEAST_LENGTH = 10;

export function drawScene(ctx: CanvasRenderingContext2D, scene: Scene, sight: Sight): void {
  drawLanes(ctx, scene, sight);
  drawNodes(ctx, scene, sight);
}

function drawLanes(ctx: CanvasRenderingContext2D, scene: Scene, sight: Sight) {
  const batches = new Map<string, Batch>();
  const indexes = sight.only ? [...sight.only.lanes] : scene.lanes.keys();
  for (const index of indexes) {
    for (const stroke of strokesOf(scene, scene.lanes[index]!, sight)) {
      const key = `${stroke.sign} ${stroke.tentative} ${Math.round(stroke.width * 4)}`;
      const batch = batches.get(key);
      if (batch) batch.strokes.push(stroke);
      else batches.set(key, { sign: stroke.sign, width: stroke.width, tentative: stroke.tentative, strokes: [stroke] });
    }
  }
  const order: SignView[] = ["neutral", "positive", "negative"];
  const many = [...batches.values()].reduce((sum, batch) => sum + batch.strokes.length, 0) > MOST_DETAILED;
  const sorted = [...batches.values()].sort((a, b) => order.indexOf(a.sign) - order.indexOf(b.sign) || a.width - b.width);
  ctx.lineCap = "butt";
  ctx.lineJoin = "miter";
  for (const batch of sorted) drawBatch(ctx, batch, sight.palette, many && batch.width < PLAIN_BELOW);
  ctx.globalAlpha = 1;
}

/** With `plain` only the line itself: where thousands of thin lanes overlap, dashes and heads are noise that costs a second. */
function drawBatch(ctx: CanvasRenderingContext2D, batch: Batch, palette: Palette, plain: boolean) {
  ctx.globalAlpha = batch.tentative ? 0.66 : 1;
  ctx.strokeStyle = palette[batch.sign];
  ctx.fillStyle = palette[batch.sign];
  ctx.lineWidth = batch.width;
  ctx.setLineDash(plain ? [] : dashOf(batch));
  inPaths(batch.strokes, ({ curve }) => {
    ctx.moveTo(curve.a.x, curve.a.y);
    ctx.quadraticCurveTo(curve.c.x, curve.c.y, curve.b.x, curve.b.y);
  }, ctx, "stroke");
  ctx.setLineDash([]);
  if (plain) return;
  inPaths(batch.strokes, (stroke) => eachEnd(stroke, (at, direction) => head(ctx, at, direction, batch.width)), ctx, "fill");
  if (batch.sign !== "negative") return;
  ctx.lineWidth = Math.max(1.5, batch.width * 0.5);
  inPaths(batch.strokes, (stroke) => eachEnd(stroke, (at, direction) => bar(ctx, at, direction, batch.width)), ctx, "stroke");
}

/** Traces strokes into paths of a few dozen: one a stroke costs calls, one for all costs the rasteriser (32 was fastest in WebKitGTK and Chromium, by a factor of 2 to 5). */
function inPaths(strokes: Stroke[], trace: (stroke: Stroke) => void, ctx: CanvasRenderingContext2D, finish: "stroke" | "fill") {
  for (let from = 0; from < strokes.length; from += IN_PATH) {
    ctx.beginPath();
    for (let i = from; i < Math.min(strokes.length, from + IN_PATH); i++) trace(strokes[i]!);
    ctx[finish]();
  }
}

function eachEnd(stroke: Stroke, visit: (at: Point, direction: Point) => void) {
  if (stroke.atEnd) visit(stroke.curve.b, directionAt(stroke.curve, 1));
  if (stroke.atStart) visit(stroke.curve.a, flip(directionAt(stroke.curve, 0)));
}

/** Negative is dashed, tentative has gaps; both at once is a row of short marks. */
export function dashOf({ sign, tentative, width: w }: { sign: SignView; tentative: boolean; width: number }): number[] {
  if (sign === "negative") return tentative ? [1.5 + w, 4 + 1.5 * w] : [4 + 1.6 * w, 2.5 + 0.8 * w];
  if (tentative) return [9 + 2.5 * w, 4 + w];
  return [];
}

const headLength = (width: number) => 5 + 1.35 * width;
const headHalf = (width: number) => 2.6 + 0.95 * width;

/** The curve ends where the head begins; the head goes on from there. */
function head(ctx: CanvasRenderingContext2D, base: Point, d: Point, width: number) {
  const length = headLength(width);
  const half = headHalf(width);
  const back = 1;
  ctx.moveTo(base.x + d.x * length, base.y + d.y * length);
  ctx.lineTo(base.x - d.x * back - d.y * half, base.y - d.y * back + d.x * half);
  ctx.lineTo(base.x - d.x * back + d.y * half, base.y - d.y * back - d.x * half);
  ctx.closePath();
}

function bar(ctx: CanvasRenderingContext2D, base: Point, d: Point, width: number) {
  const at = headLength(width) + 1;
  const half = headHalf(width) + 0.8;
  ctx.moveTo(base.x + d.x * at - d.y * half, base.y + d.y * at + d.x * half);
  ctx.lineTo(base.x + d.x * at + d.y * half, base.y + d.y * at - d.x * half);
}

const flip = (d: Point): Point => ({ x: -d.x, y: -d.y });

/** A lane on screen, trimmed at the outlines: two strokes side by side where it is mixed. */
function strokesOf(scene: Scene, lane: SceneLane, sight: Sight): Stroke[] {
  const scale = nodeScale(sight.camera.zoom);
  const curve = trimmed(scene, lane, sight, scale);
  if (!curve) return [];
  const width = Math.max(0.75, lane.width * scale);
  const { sign, tentative } = lane.tie;
  if (sign !== "mixed") return [withHeads({ sign, width: sign === "neutral" ? Math.min(width, 1.25) : width, tentative, curve }, lane.mutual)];
  const half = Math.max(1, width * 0.55);
  const apart = headHalf(half) * 0.5 + half / 2 + 0.6;
  return [
    withHeads({ sign: "positive", width: half, tentative, curve: sideways(curve, apart) }, lane.mutual),
    withHeads({ sign: "negative", width: half, tentative, curve: sideways(curve, -apart) }, lane.mutual),
  ];
}

function trimmed(scene: Scene, lane: SceneLane, sight: Sight, scale: number): Curve | null {
  const source = scene.nodes[lane.source]!;
  const target = scene.nodes[lane.target]!;
  const whole = {
    a: toScreen(sight.camera, sight.size, lane.curve.a),
    c: toScreen(sight.camera, sight.size, lane.curve.c),
    b: toScreen(sight.camera, sight.size, lane.curve.b),
  };
  if (offScreen(whole, sight.size)) return null;
  const from = leaves(whole, outline(source.shape, source.radius * scale, directionAt(whole, 0)) + GAP);
  const to = leaves(whole, outline(target.shape, target.radius * scale, directionAt(whole, 1)) + GAP, true);
  if (to <= from) return null;
  return part(whole, from, to);
}

function offScreen({ a, c, b }: Curve, { width, height }: Size): boolean {
  return (
    Math.max(a.x, b.x, c.x) < 0 || Math.min(a.x, b.x, c.x) > width || Math.max(a.y, b.y, c.y) < 0 || Math.min(a.y, b.y, c.y) > height
  );
}

/** Shortens a stroke by its heads. */
function withHeads(stroke: Omit<Stroke, "atEnd" | "atStart">, mutual: boolean): Stroke {
  const { curve, width } = stroke;
  const length = Math.hypot(curve.b.x - curve.a.x, curve.b.y - curve.a.y);
  const room = headLength(width) + (stroke.sign === "negative" ? 2 : 0);
  if (length < room * (mutual ? 2 : 1) + LEAST_LENGTH / 2) return { ...stroke, atEnd: false, atStart: false };
  const to = leaves(curve, room, true);
  const from = mutual ? leaves(curve, room) : 0;
  return { ...stroke, curve: part(curve, from, to), atEnd: true, atStart: mutual };
}

function drawNodes(ctx: CanvasRenderingContext2D, scene: Scene, sight: Sight) {
  const scale = nodeScale(sight.camera.zoom);
  const indexes = sight.only ? [...sight.only.nodes] : scene.nodes.keys();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const index of indexes) {
    const node = scene.nodes[index]!;
    const at = toScreen(sight.camera, sight.size, node);
    const radius = node.radius * scale;
    if (at.x < -radius * 2 || at.y < -radius * 2 || at.x > sight.size.width + radius * 2 || at.y > sight.size.height + radius * 2) continue;
    drawNode(ctx, node, at, radius, sight.palette);
  }
}

function drawNode(ctx: CanvasRenderingContext2D, node: SceneNode, at: Point, radius: number, palette: Palette) {
  const dot = node.shape === "dot";
  tracePath(ctx, node.shape, at, radius);
  ctx.fillStyle = dot ? (node.lanes.length === 0 ? palette.text3 : palette.text2) : palette.nodeFill;
  ctx.fill();
  ctx.lineWidth = dot ? 2 : 1.5;
  ctx.strokeStyle = dot ? palette.ground : node.lanes.length === 0 ? palette.quietLine : palette.nodeLine;
  ctx.stroke();
  if (!dot) drawCode(ctx, node, at, radius, palette);
  if (node.pinned) drawPin(ctx, at, radius, palette);
}

export function tracePath(ctx: CanvasRenderingContext2D, shape: Shape, at: Point, radius: number) {
  ctx.beginPath();
  if (shape === "square") {
    const half = squareHalf(radius);
    ctx.roundRect(at.x - half, at.y - half, half * 2, half * 2, Math.min(6, half * 0.3));
  } else if (shape === "diamond") {
    const half = diamondHalf(radius);
    ctx.moveTo(at.x, at.y - half);
    ctx.lineTo(at.x + half, at.y);
    ctx.lineTo(at.x, at.y + half);
    ctx.lineTo(at.x - half, at.y);
    ctx.closePath();
  } else {
    ctx.arc(at.x, at.y, radius, 0, Math.PI * 2);
  }
}

/** The code at the largest size that fits inside, or not at all. */
function drawCode(ctx: CanvasRenderingContext2D, node: SceneNode, at: Point, radius: number, palette: Palette) {
  const code = node.actor.code;
  if (!code) return;
  const room = radius * (node.shape === "square" ? 1.62 : 1.58);
  const size = Math.min(15, radius * 0.85, room / (code.length * 0.66));
  if (size < 5.5) return;
  ctx.font = `600 ${size.toFixed(1)}px "Inter Variable", system-ui, sans-serif`;
  ctx.fillStyle = node.lanes.length === 0 ? palette.text3 : palette.text;
  ctx.fillText(code, at.x, at.y + size * 0.05);
}

function drawPin(ctx: CanvasRenderingContext2D, at: Point, radius: number, palette: Palette) {
  const x = at.x + radius * 0.74;
  const y = at.y - radius * 0.74;
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.text;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - 4, y + 4);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x + 1, y - 1, 3, 0, Math.PI * 2);
  ctx.fillStyle = palette.text;
  ctx.fill();
  ctx.strokeStyle = palette.ground;
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** A soft band under a lane, for the chosen tie. */
export function drawLaneBand(ctx: CanvasRenderingContext2D, scene: Scene, index: number, sight: Sight) {
  const lane = scene.lanes[index];
  if (!lane) return;
  const scale = nodeScale(sight.camera.zoom);
  const curve = trimmed(scene, lane, sight, scale);
  if (!curve) return;
  ctx.strokeStyle = sight.palette.accent;
  ctx.globalAlpha = 0.28;
  ctx.lineCap = "round";
  ctx.lineWidth = lane.width * scale + (lane.tie.sign === "mixed" ? 18 : 12);
  ctx.beginPath();
  ctx.moveTo(curve.a.x, curve.a.y);
  ctx.quadraticCurveTo(curve.c.x, curve.c.y, curve.b.x, curve.b.y);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** A ring around a node: solid for the chosen one, dashed for the keyboard's. */
export function drawRing(ctx: CanvasRenderingContext2D, scene: Scene, index: number, sight: Sight, kind: "chosen" | "keyboard") {
  const node = scene.nodes[index];
  if (!node) return;
  const at = toScreen(sight.camera, sight.size, node);
  const away = kind === "chosen" ? 4 : 7;
  tracePath(ctx, node.shape, at, node.radius * nodeScale(sight.camera.zoom) + away);
  ctx.setLineDash(kind === "chosen" ? [] : [4, 3]);
  ctx.lineWidth = kind === "chosen" ? 2.5 : 1.5;
  ctx.strokeStyle = kind === "chosen" ? sight.palette.accent : sight.palette.text;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Above this many names a screen is full: lesser actors are told by hovering. */
const MOST_LABELS = 400;

/** Names that stand free, most evidence first; `kept` stay where they are. */
export function layLabels(scene: Scene, sight: Sight, widthOf: (text: string) => number, kept: Label[] = []): Label[] {
  const scale = nodeScale(sight.camera.zoom);
  const wishes: LabelWish[] = [];
  const obstacles: { at: Point; radius: number }[] = [];
  const standing = new Set(kept.map((label) => label.node));
  const indexes = sight.only ? [...sight.only.nodes] : scene.nodes.keys();
  for (const index of indexes) {
    const node = scene.nodes[index]!;
    const at = toScreen(sight.camera, sight.size, node);
    if (at.x < -80 || at.y < -80 || at.x > sight.size.width + 80 || at.y > sight.size.height + 80) continue;
    const radius = node.radius * scale * (node.shape === "diamond" ? 1.15 : 1);
    obstacles.push({ at, radius });
    if (!standing.has(index)) wishes.push({ node: index, at, radius, width: 0, priority: node.actor.evidence });
  }
  wishes.sort((a, b) => b.priority - a.priority || a.node - b.node);
  const few = wishes.slice(0, MOST_LABELS);
  for (const wish of few) wish.width = widthOf(scene.nodes[wish.node]!.label);
  const held = kept.map((label) => ({ label, width: widthOf(scene.nodes[label.node]!.label) }));
  return placeLabels(few, obstacles, { kept: held, busy: sight.only ? null : busyWith(scene, sight), width: sight.size.width });
}

/** Above this many lanes names no longer look for room beside lines: there is none. */
const MOST_BUSY = 700;

function busyWith(scene: Scene, sight: Sight): Busy | null {
  if (scene.lanes.length > MOST_BUSY) return null;
  const busy = new Busy();
  for (const lane of scene.lanes) {
    const { a, b } = lane.curve;
    const points = Math.ceil((Math.hypot(a.x - b.x, a.y - b.y) * sight.camera.zoom) / 6);
    for (let i = 1; i < points; i++) busy.mark(toScreen(sight.camera, sight.size, pointAt(lane.curve, i / points)));
  }
  return busy;
}

export function drawLabels(ctx: CanvasRenderingContext2D, scene: Scene, labels: Label[], palette: Palette) {
  ctx.font = LABEL_FONT;
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = palette.ground;
  for (const { node, x, y, align } of labels) {
    const { label, actor, lanes } = scene.nodes[node]!;
    ctx.textAlign = align;
    ctx.strokeText(label, x, y + 0.5);
    ctx.fillStyle = lanes.length === 0 ? palette.text3 : actor.kind === "person" ? palette.text2 : palette.text;
    ctx.fillText(label, x, y + 0.5);
  }
}

/** A point on a lane on screen, for pointing at it from outside. */
export function lanePointOnScreen(lane: SceneLane, camera: Camera, size: Size, t: number): Point {
  return toScreen(camera, size, pointAt(lane.curve, t));
}
