import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** ConnectWise Automate through a script of an alert template, which posts a body of ours. */
export const connectwiseAutomate = defineMonitor({ manifest, verify: tokenChecks, parse: parsePayload, buildSetup });
