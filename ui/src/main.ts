import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

import { mount } from "svelte";

import Window from "./Window.svelte";
import type { Backend } from "./backend/backend";
import { inTauri, tauriBackend } from "./backend/tauri";

/** In a plain browser (`npm run dev`) the window runs on fixtures; a production build has none. */
async function backend(): Promise<Backend> {
  if (import.meta.env.PROD && import.meta.env.MODE !== "browser") return tauriBackend();
  if (inTauri()) return tauriBackend();
  const { fixtureBackend, optionsFrom } = await import("./backend/fixture");
  return fixtureBackend(optionsFrom(window.location.search));
}

void backend().then((backend) => mount(Window, { target: document.getElementById("app")!, props: { backend } }));
