import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Datto RMM through its webhooks, with payloads of ours. */
export const dattoRmm = defineMonitor({ manifest, verify: tokenChecks, parse: parsePayload, buildSetup });
