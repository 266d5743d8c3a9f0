import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { openApi, reset } from "./acknowledge.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** NinjaOne (NinjaRMM) through its webhook: conditions of policies; other activities open nothing. */
export const ninjaone = defineMonitor({
  manifest,
  verify: tokenChecks,
  parse: parsePayload,
  buildSetup,
  connect: (source) => {
    const api = openApi(source);
    return api && { resolve: (alerts) => reset(api, alerts) };
  },
});
