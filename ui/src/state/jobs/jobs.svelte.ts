// Files being read, and those that could not be.

import type { FileFailure, JobView } from "../../generated/types";

export interface ShownFailure extends FileFailure {
  key: number;
}

export class Jobs {
  #jobs = $state.raw<Map<number, JobView>>(new Map());
  failures = $state.raw<ShownFailure[]>([]);
  running = $derived([...this.#jobs.values()].filter((job) => !job.finished));
  #nextKey = 1;

  /** Events may come before or after the command's own answer: the further one stays. */
  take(job: JobView) {
    const known = this.#jobs.get(job.id);
    if (known && (known.finished || known.done > job.done)) return;
    this.#jobs = new Map(this.#jobs).set(job.id, job);
  }

  fail(failure: FileFailure) {
    this.failures = [...this.failures, { ...failure, key: this.#nextKey++ }];
  }

  dismiss(key: number) {
    this.failures = this.failures.filter((failure) => failure.key !== key);
  }

  dismissAll() {
    this.failures = [];
  }
}
