import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Reports of scanners: what they find is an alert until a full scan no longer has it. */
export const findings = defineMonitor({ manifest, verify: tokenChecks, parse: parsePayload });
