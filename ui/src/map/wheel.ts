// What a turn of the wheel or a stroke on a trackpad means.

export interface Turn {
  /** Factor to zoom by; null when the stroke pans. */
  zoom: number | null;
  /** Screen pixels that the picture moves. */
  dx: number;
  dy: number;
}

/** What of a WheelEvent counts. */
export type Stroke = Pick<WheelEvent, "deltaX" | "deltaY" | "deltaMode" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Strokes closer than this, in milliseconds, are one burst and keep the first one's meaning. */
const BURST_MS = 180;
const NOTCH = 40;
const LINE = 33;
const PAGE = 400;

/** A notched wheel zooms; a trackpad pans, and zooms when pinched (which arrives with Ctrl). */
export class Wheel {
  #zooms = true;
  #last = -Infinity;

  read(e: Stroke, now: number): Turn {
    if (now - this.#last > BURST_MS) {
      const notched = e.deltaMode !== 0 || (e.deltaX === 0 && Math.abs(e.deltaY) >= NOTCH);
      this.#zooms = notched && !e.shiftKey;
    }
    this.#last = now;
    const unit = e.deltaMode === 1 ? LINE : e.deltaMode === 2 ? PAGE : 1;
    const pinched = e.ctrlKey || e.metaKey;
    if (pinched || this.#zooms) {
      const step = Math.max(-240, Math.min(240, e.deltaY * unit));
      return { zoom: Math.exp(-step * (pinched ? 0.008 : 0.0016)), dx: 0, dy: 0 };
    }
    const sideways = e.shiftKey && e.deltaX === 0;
    return { zoom: null, dx: -(sideways ? e.deltaY : e.deltaX) * unit, dy: sideways ? 0 : -e.deltaY * unit };
  }
}
