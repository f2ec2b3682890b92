// The desktop host. Every command of the generated interface is an `invoke` of the same name.

import { Channel, invoke, isTauri } from "@tauri-apps/api/core";

import type { Event } from "../generated/types";
import type { Backend } from "./backend";

export function tauriBackend(): Backend {
  const subscribe = async (listener: (event: Event) => void) => {
    const channel = new Channel<Event>();
    channel.onmessage = listener;
    await invoke("subscribe", { channel });
  };
  return new Proxy({ subscribe } as Backend, {
    get(own, name) {
      if (name === "subscribe") return own.subscribe;
      if (typeof name !== "string" || name === "then") return undefined;
      return (args?: Record<string, unknown>) => invoke(name, args);
    },
  });
}

/** Whether the page runs inside the desktop host. */
export const inTauri = isTauri;
