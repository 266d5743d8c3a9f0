import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** N-able N-central through its HTTP notifications in XML. It can send no credential but the address. */
export const nableNcentral = defineMonitor({ manifest, verify: [], parse: parsePayload });
