import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Auvik through a webhook notification channel. */
export const auvik = defineMonitor({ manifest, verify: [], parse: parsePayload });
