// The one selection that map, detail and reader share.

import type { RangeView } from "../../generated/types";
import * as trails from "./trail";

export class Selection {
  #trail = $state.raw(trails.begin());
  place = $derived(this.#trail.now);
  subject = $derived(this.place.subject);
  reader = $derived(this.place.reader);
  mark = $derived(this.place.mark);
  canGoBack = $derived(this.#trail.past.length > 0);

  actor(id: string) {
    this.#trail = trails.go(this.#trail, trails.toActor(this.place, id));
  }

  tie(source: string, target: string, stance: trails.StanceKey | null = null) {
    this.#trail = trails.go(this.#trail, trails.toTie(this.place, source, target, stance));
  }

  /** Moves within the open tie: no step of its own on the way back. */
  stance(key: trails.StanceKey | null) {
    if (this.subject.kind !== "tie") return;
    this.#trail = trails.amend(this.#trail, { subject: { ...this.subject, stance: key } });
  }

  read(article: number, stance: trails.StanceKey | null = null, range: RangeView | null = null, mark?: trails.Mark) {
    this.#trail = trails.go(this.#trail, trails.toReader(this.place, { article, stance, range }, mark));
  }

  /** Moves within the open article. */
  readStance(stance: trails.StanceKey, mark: trails.Mark) {
    if (!this.reader) return;
    this.#trail = trails.amend(this.#trail, { reader: { ...this.reader, stance, range: null }, mark });
  }

  /** Marks on the map without leaving what is being read. */
  markOnly(mark: trails.Mark) {
    this.#trail = trails.amend(this.#trail, { mark });
  }

  open(kind: "paste" | "samples" | "about" | "overview") {
    const mark = kind === "overview" ? null : this.mark;
    this.#trail = trails.go(this.#trail, { ...this.place, subject: { kind }, front: "subject", mark });
  }

  bringReader() {
    this.#trail = trails.go(this.#trail, { ...this.place, front: "reader" });
  }

  closeReader() {
    this.#trail = trails.go(this.#trail, { ...this.place, reader: null, front: "subject" });
  }

  back() {
    this.#trail = trails.back(this.#trail);
  }
}
