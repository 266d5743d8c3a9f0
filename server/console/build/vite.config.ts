import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { InlineConfig } from "vite";
import { themeSheet } from "./theme-sheet.ts";

const hub = process.env["INTERDESK_URL"] ?? "http://127.0.0.1:8080";

/** How the console is built, and served while it is worked on (`npm run console:dev` beside a hub). */
export const settings: InlineConfig = {
  root: fileURLToPath(new URL("../app", import.meta.url)),
  configFile: false,
  plugins: [react(), themeSheet()],
  build: {
    outDir: fileURLToPath(new URL("../dist", import.meta.url)),
    emptyOutDir: true,
    // A picture inside a sheet would be a data: address, which the content security policy does not allow.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
  },
  server: { port: 5173, proxy: { "/api": { target: hub, changeOrigin: false } } },
};
