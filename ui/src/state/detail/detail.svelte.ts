// The views behind the selection: fetched when it or the library changes, late answers dropped.

import { asFailure, type Backend } from "../../backend/backend";
import type { ActorView, ReaderView, TieView } from "../../generated/types";
import type { Subject } from "../selection/trail";

/** A view being fetched, there, or failed with a sentence for the person. */
export class Fetched<T> {
  view = $state.raw<T | null>(null);
  failed = $state<string | null>(null);
  #key = "";
  #turn = 0;

  /** Keeps the old view on screen while the same thing is fetched anew. */
  async fetch(key: string, get: () => Promise<T>): Promise<void> {
    const turn = ++this.#turn;
    if (key !== this.#key) this.view = null;
    this.#key = key;
    try {
      const view = await get();
      if (turn !== this.#turn) return;
      this.view = view;
      this.failed = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.view = null;
      this.failed = asFailure(thrown).message;
    }
  }

  clear() {
    this.#turn += 1;
    this.#key = "";
    this.view = null;
    this.failed = null;
  }
}

export class Detail {
  actor = new Fetched<ActorView>();
  tie = new Fetched<TieView>();
  reader = new Fetched<ReaderView>();
  #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  showSubject(subject: Subject) {
    if (subject.kind === "actor") {
      const { id } = subject;
      void this.actor.fetch(id, () => this.#backend.actor({ id }));
    } else if (subject.kind === "tie") {
      const { source, target } = subject;
      void this.tie.fetch(`${source} ${target}`, () => this.#backend.tie({ source, target }));
    }
  }

  showArticle(article: number | null) {
    if (article === null) this.reader.clear();
    else void this.reader.fetch(String(article), () => this.#backend.reader({ article }));
  }
}
