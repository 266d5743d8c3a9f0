import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { listOpen, openApi, resolve } from "./acknowledge.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Datto RMM through its webhooks, with payloads of ours, and its API. */
export const dattoRmm = defineMonitor({
  manifest,
  verify: tokenChecks,
  parse: parsePayload,
  buildSetup,
  // 100 writes and 600 reads in a minute are allowed to an account; the smaller figure for both.
  budget: () => ({ calls: 100, windowMs: 60_000 }),
  connect: (source) => {
    const api = openApi(source);
    return api && { resolve: (alerts) => resolve(api, alerts), listOpen: () => listOpen(api) };
  },
});
