// The articles and the map as the host last gave them.

import { asFailure, type Backend } from "../../backend/backend";
import type { ArticleView, MapView, SampleView, StartView } from "../../generated/types";
import { matching } from "./filter";

const NO_MAP: MapView = { revision: 0, actors: [], ties: [] };

export class Library {
  start = $state.raw<StartView | null>(null);
  articles = $state.raw<ArticleView[]>([]);
  map = $state.raw<MapView>(NO_MAP);
  samples = $state.raw<SampleView[]>([]);
  /** The first fetch is done: emptiness is now a fact. */
  loaded = $state(false);
  query = $state("");
  shown = $derived(matching(this.articles, this.query));
  byId = $derived(new Map(this.articles.map((article) => [article.id, article])));
  unavailable = $derived(this.start?.library.state === "unavailable" ? this.start.library.reason : null);

  #backend: Backend;
  #onFailure: (message: string) => void;
  #fetching = false;
  #again = false;

  constructor(backend: Backend, onFailure: (message: string) => void) {
    this.#backend = backend;
    this.#onFailure = onFailure;
  }

  /** Fetches articles and map; calls during a fetch are folded into one more fetch after it. */
  async refresh(): Promise<void> {
    if (this.#fetching) {
      this.#again = true;
      return;
    }
    this.#fetching = true;
    do {
      this.#again = false;
      try {
        const [articles, map] = await Promise.all([this.#backend.articles(), this.#backend.map()]);
        this.articles = articles;
        this.map = map;
        this.loaded = true;
      } catch (thrown) {
        this.#onFailure(asFailure(thrown).message);
      }
    } while (this.#again);
    this.#fetching = false;
  }

  async loadSamples(): Promise<void> {
    if (this.samples.length > 0) return;
    try {
      this.samples = await this.#backend.samples();
    } catch (thrown) {
      this.#onFailure(asFailure(thrown).message);
    }
  }

  /** Puts an actor where the person dropped it, until the host's next map says the same. */
  place(id: string, x: number, y: number) {
    const actors = this.map.actors.map((actor) => (actor.id === id ? { ...actor, x, y, pinned: true } : actor));
    this.map = { ...this.map, actors };
  }

  /** A map that a command gave back, such as `arrange`. */
  takeMap(map: MapView) {
    this.map = map;
  }
}
