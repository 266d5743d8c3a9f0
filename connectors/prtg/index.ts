import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** PRTG through the notification "Execute HTTP Action". It can send no credential but the address. */
export const prtg = defineMonitor({ manifest, verify: [], parse: parsePayload, buildSetup });
