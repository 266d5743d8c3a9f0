import { createHmac } from "node:crypto";
import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import type { MonitorSignature } from "../../test/contract/monitor-world.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { standardWebhooks } from "./index.ts";
import { sampleMapping } from "./sample-mapping.ts";

const signedBy = (prefix: "webhook" | "svix"): MonitorSignature => ({
  name: `${prefix}-signature`,
  secrets: { signingSecret: `whsec_${Buffer.from("a-key-of-32-bytes-for-signatures").toString("base64")}` },
  sign({ signingSecret = "" }, body, receivedAt) {
    const [id, seconds] = ["msg_1aB", String(receivedAt.getTime() / 1_000)];
    const hmac = createHmac("sha256", Buffer.from(signingSecret.slice("whsec_".length), "base64"));
    const signature = hmac.update(`${id}.${seconds}.`).update(body).digest("base64");
    return { [`${prefix}-id`]: id, [`${prefix}-timestamp`]: seconds, [`${prefix}-signature`]: `v1,${signature}` };
  },
});

describeMonitorContract({
  connector: standardWebhooks,
  settings: sampleMapping,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-signed-firing": [["web-01/cpu", "firing"]],
    "02-signed-resolved-key-rotation": [["web-01/cpu", "clear"]],
  }),
  signatures: [signedBy("webhook"), signedBy("svix")],
});
