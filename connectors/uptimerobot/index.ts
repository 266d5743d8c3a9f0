import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** UptimeRobot through a webhook, with a value of ours. */
export const uptimerobot = defineMonitor({ manifest, verify: [], parse: parsePayload, buildSetup });
