import { createHmac } from "node:crypto";
import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import type { MonitorSignature } from "../../test/contract/monitor-world.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByPassword } from "../../test/contract/monitor-signatures.ts";
import { grafana } from "./index.ts";

const hmacSecret = "a-secret-of-31-characters-no-2x";
const hmac = (key: string | undefined, ...parts: (string | Uint8Array)[]) => {
  const signed = createHmac("sha256", key ?? "");
  for (const part of parts) signed.update(part);
  return signed.digest("hex");
};
const signatures: readonly MonitorSignature[] = [
  {
    name: "HMAC of the body",
    secrets: { hmacSecret },
    sign: (secrets, body) => ({ "x-grafana-alerting-signature": hmac(secrets["hmacSecret"], body) }),
  },
  {
    name: "HMAC of time and body",
    secrets: { hmacSecret },
    settings: { timestampHeader: "X-Grafana-Alerting-Timestamp" },
    sign(secrets, body, receivedAt) {
      const seconds = String(receivedAt.getTime() / 1_000);
      return {
        "x-grafana-alerting-signature": hmac(secrets["hmacSecret"], `${seconds}:`, body),
        "x-grafana-alerting-timestamp": seconds,
      };
    },
  },
  signByBearer(),
  signByPassword(),
];

describeMonitorContract({
  connector: grafana,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-firing-two-alerts": [
      ["1:1a2b3c4d5e6f7081", "firing"],
      ["1:92a3b4c5d6e7f809", "firing"],
    ],
    "02-partial-resolve": [
      ["1:1a2b3c4d5e6f7081", "firing"],
      ["1:92a3b4c5d6e7f809", "clear"],
    ],
    "03-resolved": [["1:1a2b3c4d5e6f7081", "clear"]],
    "04-no-data": [["1:7f0c5a9d1e2b3c44", "firing"]],
  }),
  signatures,
});
