// The living map: canvases, camera, pointer and keys. Knows the view it is given, never the backend.

import type { MapView } from "../generated/types";
import { type Camera, fitting, nodeScale, panned, revealing, type Size, toScreen, toWorld, zoomedAt } from "./camera";
import { carried, type Cursor, largest, stepLane, toward } from "./cursor";
import type { Point } from "./geometry";
import { type Hit, type HitIndex, hitAt, indexOf } from "./hit";
import { Layers } from "./layers";
import { Glide, Shift } from "./motion";
import { aroundLane, aroundNode, buildScene, type Focus, moveNode, pairKey, placed, type Scene } from "./scene";
import { Wheel } from "./wheel";

export interface MapEvents {
  /** Under the pointer, or where the keyboard is; `at` in CSS pixels of the map. */
  hover(hit: Hit | null, at: Point): void;
  chooseActor(id: string): void;
  chooseTie(source: string, target: string): void;
  chooseNothing(): void;
  moved(id: string, x: number, y: number): void;
  drawn(revision: number): void;
  /** The keyboard came to an actor. */
  reached(id: string | null): void;
  /** The keyboard came to a tie. */
  reachedTie(source: string, target: string): void;
}

export type Chosen = { kind: "actor"; id: string } | { kind: "tie"; source: string; target: string } | null;

/** Scenes with more lanes than this are panned and zoomed as a picture and drawn anew when at rest. */
const PICTURE_ABOVE = 700;
/** Below this height the whole map would be too small to read. */
const STRIP_BELOW = 320;
const REST_MS = 110;
const DRAG_FROM = 4;

type Gesture = { kind: "pan"; last: Point; moved: boolean; start: Point } | { kind: "node"; index: number; grip: Point; moved: boolean; start: Point };

export class MapStage {
  scene: Scene = buildScene({ revision: 0, actors: [], ties: [] });
  camera: Camera = { x: 0, y: 0, zoom: 1 };
  size: Size = { width: 1, height: 1 };
  /** The last revision drawn, or null before the first. */
  ready: number | null = null;
  still = false;

  #root: HTMLElement;
  #layers: Layers;
  #events: MapEvents;
  #index: HitIndex = indexOf(this.scene);
  #hover: Hit | null = null;
  #chosen: Chosen = null;
  #cursor: Cursor | null = null;
  #gesture: Gesture | null = null;
  #touched = false;
  #dirtyBase = true;
  #dirtyOver = true;
  #frame = 0;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #atRest = true;
  #wheel = new Wheel();
  #glide: Glide | null = null;
  #shift: Shift | null = null;
  /** A view was given: what is drawn is a map. */
  #given = false;
  #stop = new AbortController();

  constructor(root: HTMLElement, base: HTMLCanvasElement, over: HTMLCanvasElement, events: MapEvents) {
    this.#root = root;
    this.#layers = new Layers(root, base, over);
    this.#events = events;
    this.#listen();
    void document.fonts?.ready.then(() => this.restyle());
  }

  destroy() {
    this.#stop.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#restTimer);
  }

  /** Shows a view. The camera stays where the person put it; before that it fits everything. */
  show(view: MapView) {
    const before = this.scene;
    const first = before.nodes.length === 0;
    this.scene = buildScene(view);
    this.#given = true;
    this.#hover = null;
    this.#cursor = carried(before, this.scene, this.#cursor);
    this.#carryDrag(before);
    const animate = !this.still && !first && !this.#picture && this.#gesture === null;
    this.#shift = animate ? Shift.between(before, this.scene, performance.now()) : null;
    if (first || !this.#touched) this.#frameAll(animate);
    this.#index = indexOf(this.scene);
    this.#redraw();
  }

  /** A new map does not take an actor out of the hand that drags it. */
  #carryDrag(before: Scene) {
    const gesture = this.#gesture;
    if (gesture?.kind !== "node") return;
    const held = before.nodes[gesture.index]!;
    const index = this.scene.nodeById.get(held.actor.id);
    if (index === undefined) this.#gesture = null;
    else {
      gesture.index = index;
      if (gesture.moved) moveNode(this.scene, index, held.x, held.y);
    }
  }

  #frameAll(animate: boolean) {
    if (animate) this.#glideTo(this.#fitted());
    else this.camera = this.#fitted();
  }

  choose(chosen: Chosen) {
    this.#chosen = chosen;
    if (this.#strip && !this.#touched) this.#glideTo(this.#fitted());
    else if (chosen?.kind === "actor") this.#reveal(chosen.id);
    this.#touchOver();
  }

  /** Brings an actor that was chosen elsewhere into view; one that is in view stays where it is. */
  #reveal(id: string) {
    const node = this.scene.nodes[this.scene.nodeById.get(id) ?? -1];
    if (!node) return;
    const at = toScreen(this.camera, this.size, node);
    const inView = at.x > 0 && at.y > 0 && at.x < this.size.width && at.y < this.size.height;
    if (!inView) this.#glideTo(revealing(this.camera, this.size, node));
  }

  /** Colours or fonts changed. */
  restyle() {
    this.#layers.restyle();
    this.#redraw();
  }

  resize(size: Size) {
    if (size.width === this.size.width && size.height === this.size.height) return;
    this.size = size;
    if (!this.#touched) this.camera = this.#fitted();
    this.#redraw();
  }

  fit() {
    this.#touched = false;
    this.#glideTo(this.#fitted());
  }

  zoomBy(factor: number) {
    this.#touched = true;
    this.#glideTo(zoomedAt(this.#glide?.to ?? this.camera, this.size, { x: this.size.width / 2, y: this.size.height / 2 }, factor));
  }

  /** The given map is drawn and stands still. */
  get settled(): boolean {
    return this.ready === this.scene.revision && this.#shift === null && this.#glide === null;
  }

  /** What lies under a point of the map, CSS pixels. */
  hit(at: Point): Hit | null {
    return hitAt(this.scene, this.#index, this.camera, this.size, at);
  }

  /** The map is a strip above the reader: there it frames what is chosen. */
  get #strip(): boolean {
    return this.size.height < STRIP_BELOW;
  }

  #fitted(): Camera {
    const things = placed(this.scene, this.#layers.widths.of);
    const focus = this.#strip ? this.#chosenFocus() : null;
    const framed = focus && focus.nodes.size > 1 ? things.filter((_, i) => focus.nodes.has(i)) : things;
    return fitting(framed, this.size, framed === things ? undefined : 0.9);
  }

  #chosenFocus(): Focus | null {
    const chosen = this.#chosen;
    if (chosen?.kind === "actor") return this.#focusOf(asHit("node", this.scene.nodeById.get(chosen.id)));
    return chosen ? this.#focusOf(asHit("lane", this.scene.laneByPair.get(pairKey(chosen.source, chosen.target)))) : null;
  }

  // Drawing

  #redraw() {
    this.#dirtyBase = true;
    this.#touchOver();
  }

  #touchOver() {
    this.#dirtyOver = true;
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number) {
    this.#frame = 0;
    if (this.#shift) this.#stepShift(now);
    if (this.#glide) this.#stepGlide(now);
    if (this.#dirtyBase) this.#drawBase();
    if (this.#dirtyOver) this.#drawOver();
    if (this.#glide || this.#shift) this.#redraw();
  }

  /** The node that is being dragged. */
  get #dragged(): number | null {
    return this.#gesture?.kind === "node" && this.#gesture.moved ? this.#gesture.index : null;
  }

  get #picture(): boolean {
    return this.scene.lanes.length > PICTURE_ABOVE;
  }

  #drawBase() {
    this.#dirtyBase = false;
    // On a large map the dragged node and its lanes are drawn above the faded picture.
    if (this.#picture && this.#dragged !== null) return;
    if (this.#picture && !this.#atRest && this.#layers.slideBase(this.camera, this.size)) return;
    this.#layers.drawBase(this.scene, this.camera, this.size, this.#picture);
    if (this.#given && this.ready !== this.scene.revision && this.size.width > 1) {
      this.ready = this.scene.revision;
      this.#events.drawn(this.scene.revision);
    }
  }

  #drawOver() {
    this.#dirtyOver = false;
    const chosen = this.#chosen;
    const hovered = this.#focusOf(this.#hover);
    const dragged = this.#picture && this.#dragged !== null ? aroundNode(this.scene, this.#dragged) : null;
    this.#layers.drawOver(this.scene, this.camera, this.size, {
      hovered,
      focus: hovered ?? this.#keyboardFocus() ?? this.#chosenFocus(),
      dragged,
      chosenNode: chosen?.kind === "actor" ? this.scene.nodeById.get(chosen.id) : undefined,
      chosenLane: chosen?.kind === "tie" ? this.scene.laneByPair.get(pairKey(chosen.source, chosen.target)) : undefined,
      cursorNode: this.#cursor?.node,
      moving: this.#gesture?.moved === true && !dragged,
    });
  }

  #focusOf(hit: Hit | null): Focus | null {
    if (!hit) return null;
    return hit.kind === "node" ? aroundNode(this.scene, hit.index) : aroundLane(this.scene, hit.index);
  }

  #keyboardFocus(): Focus | null {
    if (this.#cursor === null) return null;
    return this.#cursor.lane !== null ? aroundLane(this.scene, this.#cursor.lane) : aroundNode(this.scene, this.#cursor.node);
  }

  // Camera

  #moveCamera(camera: Camera) {
    this.#glide = null;
    this.#touched = true;
    this.camera = camera;
    this.#unrest();
    this.#redraw();
  }

  #unrest() {
    this.#atRest = false;
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => {
      this.#atRest = true;
      this.#redraw();
    }, REST_MS);
  }

  #glideTo(camera: Camera) {
    if (this.still) {
      this.camera = camera;
    } else {
      this.#glide = new Glide(this.camera, camera, performance.now());
      this.#unrest();
    }
    this.#redraw();
  }

  #stepGlide(now: number) {
    const { camera, done } = this.#glide!.at(now);
    this.camera = camera;
    if (done) this.#glide = null;
    this.#unrest();
    this.#dirtyBase = true;
    this.#dirtyOver = true;
  }

  #stepShift(now: number) {
    if (this.#shift!.step(this.scene, now)) this.#shift = null;
    this.#index = indexOf(this.scene);
    this.#dirtyBase = true;
    this.#dirtyOver = true;
  }

  // Pointer

  #listen() {
    const { signal } = this.#stop;
    const root = this.#root;
    root.addEventListener("pointerdown", (e) => this.#down(e), { signal });
    root.addEventListener("pointermove", (e) => this.#move(e), { signal });
    root.addEventListener("pointerup", (e) => this.#up(e), { signal });
    root.addEventListener("pointercancel", () => this.#cancel(), { signal });
    root.addEventListener("pointerleave", () => this.#setHover(null, { x: 0, y: 0 }), { signal });
    root.addEventListener("wheel", (e) => this.#onWheel(e), { signal, passive: false });
    root.addEventListener("keydown", (e) => this.#key(e), { signal });
    root.addEventListener("focus", () => this.#focused(), { signal });
    root.addEventListener("blur", () => this.#reach(null), { signal });
  }

  #local(e: MouseEvent): Point {
    const box = this.#root.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  }

  #down(e: PointerEvent) {
    if (e.button !== 0 && e.button !== 1) return;
    const at = this.#local(e);
    const hit = e.button === 0 ? this.hit(at) : null;
    this.#root.setPointerCapture(e.pointerId);
    if (hit?.kind === "node") {
      const node = this.scene.nodes[hit.index]!;
      const world = toWorld(this.camera, this.size, at);
      this.#gesture = { kind: "node", index: hit.index, grip: { x: world.x - node.x, y: world.y - node.y }, moved: false, start: at };
    } else {
      this.#gesture = { kind: "pan", last: at, moved: false, start: at };
    }
  }

  #move(e: PointerEvent) {
    const at = this.#local(e);
    const gesture = this.#gesture;
    if (!gesture) {
      this.#setHover(this.hit(at), at);
      return;
    }
    if (!gesture.moved && Math.hypot(at.x - gesture.start.x, at.y - gesture.start.y) < DRAG_FROM) return;
    if (!gesture.moved) {
      gesture.moved = true;
      this.#setHover(null, at);
    }
    this.#root.style.cursor = "grabbing";
    if (gesture.kind === "pan") {
      this.#moveCamera(panned(this.camera, at.x - gesture.last.x, at.y - gesture.last.y));
      gesture.last = at;
    } else {
      const world = toWorld(this.camera, this.size, at);
      moveNode(this.scene, gesture.index, world.x - gesture.grip.x, world.y - gesture.grip.y);
      this.#touched = true;
      this.#redraw();
    }
  }

  #up(e: PointerEvent) {
    const gesture = this.#gesture;
    this.#gesture = null;
    this.#root.style.cursor = "";
    if (!gesture) return;
    const at = this.#local(e);
    if (gesture.moved) {
      if (gesture.kind === "node") this.#drop(gesture.index);
      this.#setHover(this.hit(at), at);
      this.#touchOver();
    } else if (e.button === 0) {
      this.#click(this.hit(at));
    }
  }

  #cancel() {
    this.#gesture = null;
    this.#root.style.cursor = "";
    this.#touchOver();
  }

  #drop(index: number) {
    const node = this.scene.nodes[index]!;
    node.pinned = true;
    this.#index = indexOf(this.scene);
    this.#redraw();
    this.#events.moved(node.actor.id, node.x, node.y);
  }

  #click(hit: Hit | null) {
    this.#reach(null);
    if (hit?.kind === "node") this.#events.chooseActor(this.scene.nodes[hit.index]!.actor.id);
    else if (hit?.kind === "lane") this.#chooseLane(hit.index);
    else this.#events.chooseNothing();
  }

  #chooseLane(index: number) {
    const { tie } = this.scene.lanes[index]!;
    this.#events.chooseTie(tie.source, tie.target);
  }

  #setHover(hit: Hit | null, at: Point) {
    const same = hit?.kind === this.#hover?.kind && hit?.index === this.#hover?.index;
    this.#hover = hit;
    if (!this.#gesture) this.#root.style.cursor = hit ? "pointer" : "";
    this.#events.hover(hit, at);
    if (!same) this.#touchOver();
  }

  #onWheel(e: WheelEvent) {
    e.preventDefault();
    const turn = this.#wheel.read(e, performance.now());
    if (turn.zoom !== null) this.#moveCamera(zoomedAt(this.camera, this.size, this.#local(e), turn.zoom));
    else this.#moveCamera(panned(this.camera, turn.dx, turn.dy));
    if (this.#hover) this.#setHover(null, { x: 0, y: 0 });
  }

  // Keys

  /** Coming by Tab, the chosen actor or the one with most evidence is where the keyboard starts. */
  #focused() {
    if (!this.#root.matches(":focus-visible")) return;
    const chosen = this.#chosen?.kind === "actor" ? this.scene.nodeById.get(this.#chosen.id) : undefined;
    this.#reachNode(chosen ?? largest(this.scene));
  }

  #reachNode(node: number | null) {
    this.#reach(node === null ? null : { node, lane: null });
  }

  #reach(cursor: Cursor | null) {
    if (cursor === this.#cursor) return;
    this.#cursor = cursor;
    this.#touchOver();
    const node = cursor === null ? undefined : this.scene.nodes[cursor.node];
    const lane = cursor === null || cursor.lane === null ? undefined : this.scene.lanes[cursor.lane];
    if (lane) {
      this.#events.reachedTie(lane.tie.source, lane.tie.target);
      this.#events.hover({ kind: "lane", index: cursor!.lane! }, this.#besides(lane.curve.c));
      return;
    }
    this.#events.reached(node?.actor.id ?? null);
    this.#events.hover(node ? { kind: "node", index: cursor!.node } : null, node ? this.#besides(node) : { x: 0, y: 0 });
    if (!node) return;
    const seen = revealing(this.camera, this.size, node);
    if (seen.x !== this.camera.x || seen.y !== this.camera.y) this.#moveCamera(seen);
  }

  #besides(p: Point): Point {
    const at = toScreen(this.camera, this.size, p);
    return { x: at.x, y: at.y + 24 * nodeScale(this.camera.zoom) };
  }

  #key(e: KeyboardEvent) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[e.key];
    if (arrow) this.#arrow(arrow[0], arrow[1], e.shiftKey);
    else if (e.key === "+" || e.key === "=") this.zoomBy(1.3);
    else if (e.key === "-") this.zoomBy(1 / 1.3);
    else if (e.key === "0") this.fit();
    else if (e.key === "Enter" || e.key === " ") this.#enter();
    else if (e.key === "." || e.key === ",") this.#stepLane(e.key === "." ? 1 : -1);
    else if (e.key === "Escape" && this.#cursor !== null) this.#reach(null);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  #arrow(dx: number, dy: number, pan: boolean) {
    if (pan || this.#cursor === null) this.#moveCamera(panned(this.camera, -dx * 60, -dy * 60));
    else this.#reach(toward(this.scene, this.#cursor, dx, dy));
  }

  #enter() {
    if (this.#cursor === null) this.#reachNode(largest(this.scene));
    else if (this.#cursor.lane !== null) this.#chooseLane(this.#cursor.lane);
    else this.#events.chooseActor(this.scene.nodes[this.#cursor.node]!.actor.id);
  }

  #stepLane(by: 1 | -1) {
    if (this.#cursor !== null) this.#reach(stepLane(this.scene, this.#cursor, by));
  }
}

function asHit(kind: Hit["kind"], index: number | undefined): Hit | null {
  return index === undefined ? null : { kind, index };
}
