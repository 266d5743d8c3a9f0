import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Veeam ONE through a script of ours, since it has no webhook. */
export const veeam = defineMonitor({ manifest, verify: tokenChecks, parse: parsePayload, buildSetup });
