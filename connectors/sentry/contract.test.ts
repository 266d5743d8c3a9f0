import { createHmac } from "node:crypto";
import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import type { MonitorSignature } from "../../test/contract/monitor-world.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { sentry } from "./index.ts";

const signature: MonitorSignature = {
  name: "HMAC of the body",
  secrets: { clientSecret: "a-secret-of-31-characters-no-2x" },
  sign: ({ clientSecret = "" }, body) => ({
    "sentry-hook-signature": createHmac("sha256", clientSecret).update(body).digest("hex"),
  }),
};

describeMonitorContract({
  connector: sentry,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-metric-alert-critical": [["7:1", "firing"]],
    "02-metric-alert-warning": [["7:1", "firing"]],
    "03-metric-alert-resolved": [["7:1", "clear"]],
    "04-issue-alert-triggered": [["4200012345", "firing"]],
    "05-issue-resolved": [["4200012345", "clear"]],
  }),
  signatures: [signature],
});
