// How the window is divided, remembered between starts.

import { DRAWER_BELOW, fitted, parsed, type Sizes } from "./sizes";

const KEY = "entente.sizes";

export class Layout {
  #wanted = $state.raw<Sizes>(parsed(localStorage.getItem(KEY)));
  width = $state(window.innerWidth);
  height = $state(window.innerHeight);
  sizes = $derived(fitted(this.#wanted, this.width, this.height));
  drawer = $derived(this.width < DRAWER_BELOW);
  drawerOpen = $state(false);
  /** The reader has the middle and the map is a strip above it. */
  readerWide = $state(false);
  /** The table of ties stands in the map's place. */
  table = $state(false);

  constructor() {
    window.addEventListener("resize", () => {
      this.width = window.innerWidth;
      this.height = window.innerHeight;
    });
  }

  resize(part: keyof Sizes, value: number) {
    this.#wanted = fitted({ ...this.sizes, [part]: value }, this.width, this.height);
    localStorage.setItem(KEY, JSON.stringify(this.#wanted));
  }
}
