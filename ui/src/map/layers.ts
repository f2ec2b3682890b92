// The two canvases of the map: the whole scene below, and above it what is hovered, chosen or under
// the keyboard, over the faded rest. So hovering and choosing never draw the scene anew. A large
// scene is drawn with a margin and then slid and scaled as a picture while the camera moves.

import { prepare, TextWidths } from "./canvas";
import type { Camera, Size } from "./camera";
import { drawLabels, drawLaneBand, drawRing, drawScene, layLabels, type Sight } from "./draw";
import type { Label } from "./labels";
import { type Palette, readPalette } from "./palette";
import { aroundLane, type Focus, type Scene } from "./scene";

/** What the upper canvas shows. */
export interface Marks {
  /** Under the pointer. */
  hovered: Focus | null;
  /** Hovered, else the keyboard's, else the chosen. */
  focus: Focus | null;
  /** A node in the hand of the pointer on a large map, with its lanes. */
  dragged: Focus | null;
  chosenNode: number | undefined;
  chosenLane: number | undefined;
  cursorNode: number | undefined;
  /** The scene itself moves under the pointer: nothing fades meanwhile. */
  moving: boolean;
}

const MARGIN = 0.25;
const FADED = "0.22";
const HALF_FADED = "0.42";

export class Layers {
  readonly widths: TextWidths;
  #root: HTMLElement;
  #base: HTMLCanvasElement;
  #over: HTMLCanvasElement;
  #palette: Palette;
  /** Where names stand on the lower canvas, in pixels of the map. */
  #labels: Label[] = [];
  /** The lower canvas shows this camera's view. */
  #drawn: Camera = { x: 0, y: 0, zoom: 1 };
  /** The lower canvas is slid: its names are not where they were laid. */
  #slid = false;

  constructor(root: HTMLElement, base: HTMLCanvasElement, over: HTMLCanvasElement) {
    this.#root = root;
    this.#base = base;
    this.#over = over;
    this.#palette = readPalette(root);
    this.widths = new TextWidths(over.getContext("2d")!);
  }

  /** Colours or fonts changed. */
  restyle() {
    this.#palette = readPalette(this.#root);
    this.widths.forget();
  }

  /** Draws the scene; with `margin` so much more than the screen that it can be slid for a while. */
  drawBase(scene: Scene, camera: Camera, screen: Size, margin: boolean) {
    const share = margin ? MARGIN : 0;
    const edge = { x: screen.width * share, y: screen.height * share };
    const size = { width: screen.width + 2 * edge.x, height: screen.height + 2 * edge.y };
    const ctx = prepare(this.#base, size);
    this.#base.style.left = `${-edge.x}px`;
    this.#base.style.top = `${-edge.y}px`;
    this.#base.style.transform = "";
    this.#drawn = camera;
    this.#slid = false;
    const sight: Sight = { camera, size, palette: this.#palette, only: null };
    drawScene(ctx, scene, sight);
    const labels = layLabels(scene, sight, this.widths.of);
    drawLabels(ctx, scene, labels, this.#palette);
    this.#labels = labels.map((label) => ({ ...label, x: label.x - edge.x, y: label.y - edge.y }));
  }

  /** Slides the drawn picture under a new camera; false when it would no longer cover the screen. */
  slideBase(camera: Camera, screen: Size): boolean {
    const ratio = camera.zoom / this.#drawn.zoom;
    const dx = (this.#drawn.x - camera.x) * camera.zoom;
    const dy = (this.#drawn.y - camera.y) * camera.zoom;
    const covers = (shift: number, length: number) => Math.abs(shift) <= length * MARGIN + 1;
    const covered = ratio === 1 ? covers(dx, screen.width) && covers(dy, screen.height) : ratio > 0.4 && ratio < 4;
    if (!covered) return false;
    this.#base.style.transform = `translate(${dx}px, ${dy}px) scale(${ratio})`;
    this.#slid = true;
    return true;
  }

  drawOver(scene: Scene, camera: Camera, size: Size, marks: Marks) {
    const ctx = prepare(this.#over, size);
    const shown = marks.moving ? null : (marks.dragged ?? marks.focus);
    this.#base.style.opacity = !shown ? "1" : marks.hovered || marks.dragged ? FADED : HALF_FADED;
    const sight: Sight = { camera, size, palette: this.#palette, only: shown };
    const { chosenLane } = marks;
    if (chosenLane !== undefined) {
      drawLaneBand(ctx, scene, chosenLane, sight);
      if (!shown?.lanes.has(chosenLane)) drawScene(ctx, scene, { ...sight, only: aroundLane(scene, chosenLane) });
    }
    if (shown) {
      drawScene(ctx, scene, sight);
      this.#drawFocusLabels(ctx, scene, sight, shown, marks.dragged !== null);
    }
    if (marks.chosenNode !== undefined) drawRing(ctx, scene, marks.chosenNode, sight, "chosen");
    if (marks.cursorNode !== undefined) drawRing(ctx, scene, marks.cursorNode, sight, "keyboard");
  }

  /** Names in focus stay where they stand; those without a place before now get one. */
  #drawFocusLabels(ctx: CanvasRenderingContext2D, scene: Scene, sight: Sight, focus: Focus, anew: boolean) {
    const kept = this.#slid || anew ? [] : this.#labels.filter((label) => focus.nodes.has(label.node));
    const more = layLabels(scene, sight, this.widths.of, kept);
    drawLabels(ctx, scene, [...kept, ...more], this.#palette);
  }
}
