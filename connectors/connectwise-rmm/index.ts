import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** ConnectWise RMM (Asio), whose webhooks have no public schema: JSON, with the places of its values in the settings. */
export const connectwiseRmm = defineMonitor({ manifest, verify: tokenChecks, parse: parsePayload });
