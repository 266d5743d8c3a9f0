import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { redactMessage } from "./redact.ts";
import { buildSetup } from "./setup.ts";

/** Monit, which takes us for M/Monit, or runs a script of ours. */
export const monit = defineMonitor({
  manifest,
  verify: [
    { kind: "basic", user: "basicUser", password: "basicPassword" },
    { kind: "bearer", secret: "bearerToken" },
  ],
  redact: redactMessage,
  parse: parsePayload,
  buildSetup,
});
