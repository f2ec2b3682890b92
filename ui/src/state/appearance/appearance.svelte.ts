// Light or dark and motion, after the system.

export class Appearance {
  dark = $state(false);
  stillness = $state(false);

  constructor() {
    this.#follow("(prefers-color-scheme: dark)", (on) => (this.dark = on));
    this.#follow("(prefers-reduced-motion: reduce)", (on) => (this.stillness = on));
  }

  #follow(query: string, set: (on: boolean) => void) {
    const media = window.matchMedia(query);
    set(media.matches);
    media.addEventListener("change", (event) => set(event.matches));
  }
}
