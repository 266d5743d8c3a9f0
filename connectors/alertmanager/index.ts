import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Prometheus Alertmanager through its webhook receiver. */
export const alertmanager = defineMonitor({
  manifest,
  verify: [
    { kind: "bearer", secret: "bearerToken" },
    { kind: "basic", user: "basicUser", password: "basicPassword" },
  ],
  parse: parsePayload,
});
