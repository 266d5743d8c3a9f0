import { createHmac } from "node:crypto";
import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import type { MonitorSignature } from "../../test/contract/monitor-world.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader, signByPassword } from "../../test/contract/monitor-signatures.ts";
import { genericWebhook } from "./index.ts";
import { sampleMapping } from "./sample-mapping.ts";

const signed = (name: string, header: string, prefix: string): MonitorSignature => ({
  name,
  secrets: { hmacSecret: "a-secret-of-31-characters-no-2x" },
  settings: { signatureHeader: header },
  sign: ({ hmacSecret = "" }, body) => ({
    [header.toLowerCase()]: `${prefix}${createHmac("sha256", hmacSecret).update(body).digest("hex")}`,
  }),
});

describeMonitorContract({
  connector: genericWebhook,
  settings: sampleMapping,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-list": [
      ["4711", "firing"],
      ["4712", "clear"],
    ],
    "02-form": [["4711", "clear"]],
    "03-test-only": /^A test message\.$/,
  }),
  signatures: [
    signByBearer("token"),
    signByHeader("x-interdesk-token"),
    signByPassword(),
    signed("HMAC with a prefix", "X-Hub-Signature-256", "sha256="),
    signed("HMAC alone", "X-Signature", ""),
  ],
});
