import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Google Cloud Monitoring through a webhook notification channel. */
export const googleCloudMonitoring = defineMonitor({
  manifest,
  verify: [{ kind: "basic", user: "basicUser", password: "basicPassword" }],
  parse: parsePayload,
});
