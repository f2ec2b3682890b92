// All of the window's state and the deeds that change it. One is made at the start and reached by
// context; components call its methods and hold no copies.

import { getContext, setContext } from "svelte";

import { asFailure, type Backend } from "../backend/backend";
import type { Event, JobView } from "../generated/types";
import { words } from "../words";
import { Appearance } from "./appearance/appearance.svelte";
import { Detail } from "./detail/detail.svelte";
import { Toasts } from "./history/history.svelte";
import { Jobs } from "./jobs/jobs.svelte";
import { Layout } from "./layout/layout.svelte";
import { Library } from "./library/library.svelte";
import { Selection } from "./selection/selection.svelte";

const KEY = Symbol("app");

export class App {
  backend: Backend;
  appearance = new Appearance();
  layout = new Layout();
  selection = new Selection();
  jobs = new Jobs();
  toasts = new Toasts();
  library: Library;
  detail: Detail;
  /** Files hover over the window. */
  dropping = $state(false);
  /** Said to screen readers. */
  announced = $state("");

  constructor(backend: Backend) {
    this.backend = backend;
    this.library = new Library(backend, (message) => this.toasts.show(message));
    this.detail = new Detail(backend);
  }

  async start(): Promise<void> {
    try {
      await this.backend.subscribe((event) => this.#take(event));
      const start = await this.backend.start();
      this.library.start = start;
      start.jobs.forEach((job) => this.jobs.take(job));
    } catch (thrown) {
      this.toasts.show(asFailure(thrown).message);
    }
    await this.library.refresh();
    if (this.library.articles.length === 0) void this.library.loadSamples();
  }

  #take(event: Event) {
    switch (event.event) {
      case "job_changed":
        this.jobs.take(event.job);
        if (event.job.finished) this.announce(words.jobDone(event.job));
        break;
      case "file_failed":
        this.jobs.fail(event.failure);
        this.announce(words.fileFailed(event.failure.file_name, event.failure.message));
        break;
      case "article_opened":
        if (event.again) this.toasts.show(words.openedAgain);
        break;
      case "library_changed":
        void this.library.refresh();
        break;
      case "drop_hover":
        this.dropping = event.over;
        break;
    }
  }

  announce(text: string) {
    this.announced = text;
  }

  openDialog = () => this.#job(() => this.backend.open_dialog());
  paste = (text: string) => this.#job(() => this.backend.paste_text({ text }));
  openSamples = (files: string[]) => this.#job(() => this.backend.open_samples({ files }));
  cancel = (job: number) => this.#try(() => this.backend.cancel({ job }));

  async #job(ask: () => Promise<JobView | null>): Promise<void> {
    const job = await this.#try(ask);
    if (job) this.jobs.take(job);
  }

  /** Shows a failed command as a toast and gives null. */
  async #try<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (thrown) {
      this.toasts.show(asFailure(thrown).message);
      return null;
    }
  }

  async removeArticle(article: number): Promise<void> {
    const undo = await this.#try(() => this.backend.remove_article({ article }));
    if (!undo) return;
    if (this.selection.reader?.article === article) this.selection.closeReader();
    this.toasts.show(undo.label, true);
    this.announce(undo.label);
    await this.library.refresh();
  }

  async undo(): Promise<void> {
    const deed = await this.#try(() => this.backend.undo());
    this.toasts.show(deed ? words.undone(deed.label) : words.nothingToUndo);
    if (deed) await this.library.refresh();
  }

  async redo(): Promise<void> {
    const deed = await this.#try(() => this.backend.redo());
    if (deed) this.toasts.show(deed.label, true);
    else this.toasts.show(words.nothingToRedo);
    if (deed) await this.library.refresh();
  }

  async moveActor(id: string, x: number, y: number): Promise<void> {
    this.library.place(id, x, y);
    await this.#try(() => this.backend.move_actor({ id, x, y }));
  }

  async unpinActor(id: string): Promise<void> {
    await this.#try(() => this.backend.unpin_actor({ id }));
    await this.library.refresh();
  }

  async arrange(): Promise<void> {
    const map = await this.#try(() => this.backend.arrange());
    if (map) this.library.takeMap(map);
  }

  async drawn(revision: number): Promise<void> {
    await this.#try(() => this.backend.drawn({ revision }));
  }
}

export function provideApp(app: App): App {
  return setContext(KEY, app);
}

export function useApp(): App {
  return getContext<App>(KEY);
}
