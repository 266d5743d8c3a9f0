import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Datadog through its webhooks integration, with a payload of ours. */
export const datadog = defineMonitor({ manifest, verify: tokenChecks, parse: parsePayload, buildSetup });
