// The toast at the foot of the window: what was just done, and its undo.

export interface Toast {
  text: string;
  undo: boolean;
}

const STAYS_MS = 9000;

export class Toasts {
  shown = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, undo = false) {
    clearTimeout(this.#timer);
    this.shown = { text, undo };
    this.#timer = setTimeout(() => this.hide(), STAYS_MS);
  }

  hide() {
    clearTimeout(this.#timer);
    this.shown = null;
  }
}
