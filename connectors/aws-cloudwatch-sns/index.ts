import { defineMonitor, redactFields } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parseMessage } from "./parse.ts";
import { openSettle } from "./settle.ts";
import { verifyRequest } from "./verify.ts";

/** Alarms of AWS CloudWatch through a topic of Amazon SNS. */
export const awsCloudwatchSns = defineMonitor({
  manifest,
  verify: (request, _versions, settings) => verifyRequest(request, settings),
  openSettle,
  // Whoever follows it ends the subscription; it is not part of what is signed.
  redact: (body) => redactFields(body, ["UnsubscribeURL"]),
  parse: parseMessage,
});
