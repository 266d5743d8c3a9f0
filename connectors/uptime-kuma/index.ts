import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Uptime Kuma through its webhook notification. */
export const uptimeKuma = defineMonitor({ manifest, verify: tokenChecks, parse: parsePayload, buildSetup });
