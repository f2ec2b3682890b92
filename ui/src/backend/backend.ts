// The window's one way to the host. The generated commands, and the events the host sends unasked.

import type { Commands } from "../generated/commands";
import type { ErrorCode, Event } from "../generated/types";

export interface Backend extends Commands {
  /** Hands every event to `listener` from now on. Call before `start`, so that none is missed. */
  subscribe(listener: (event: Event) => void): Promise<void>;
}

/** How a command fails. */
export interface Failure {
  code: ErrorCode;
  message: string;
}

/** Reads whatever a command threw as a failure a person can act on. */
export function asFailure(thrown: unknown): Failure {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return thrown as Failure;
  }
  return { code: "internal", message: thrown instanceof Error ? thrown.message : String(thrown) };
}
