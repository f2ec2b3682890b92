// The canvases' sizes and measures.

import type { Size } from "./camera";
import { LABEL_FONT } from "./draw";

/** Sizes a canvas for the screen's density, clears it, and gives a context in CSS pixels. */
export function prepare(canvas: HTMLCanvasElement, size: Size): CanvasRenderingContext2D {
  const density = window.devicePixelRatio || 1;
  const width = Math.round(size.width * density);
  const height = Math.round(size.height * density);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${size.width}px`;
    canvas.style.height = `${size.height}px`;
  }
  const ctx = canvas.getContext("2d")!;
  ctx.setTransform(density, 0, 0, density, 0, 0);
  ctx.clearRect(0, 0, size.width, size.height);
  return ctx;
}

/** How wide names are on screen, each measured once. */
export class TextWidths {
  #widths = new Map<string, number>();
  #ctx: CanvasRenderingContext2D;

  constructor(ctx: CanvasRenderingContext2D) {
    this.#ctx = ctx;
  }

  of = (text: string): number => {
    let width = this.#widths.get(text);
    if (width === undefined) {
      this.#ctx.font = LABEL_FONT;
      width = this.#ctx.measureText(text).width;
      this.#widths.set(text, width);
    }
    return width;
  };

  /** The font changed. */
  forget() {
    this.#widths.clear();
  }
}
