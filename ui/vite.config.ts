import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Everything is a file of its own under ui/dist: the app's CSP allows no inline script and no data
// fonts, so nothing is inlined and no preload polyfill is written into the page.
export default defineConfig({
  base: "./",
  plugins: [svelte()],
  clearScreen: false,
  build: {
    target: ["es2022", "safari16.4"],
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
