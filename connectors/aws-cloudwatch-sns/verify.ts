import type { InboundRequest, Verdict } from "../contract.ts";
import { type Envelope, readEnvelope, readTimestamp } from "./envelope.ts";
import type { Settings } from "./manifest.ts";
import { readCertificateUrl } from "./topic.ts";

/** SNS tries for an hour at the longest; what is older comes from somebody who kept it. @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
const longestMs = 3_600_000;
/** The clocks of both sides may differ. */
const toleranceMs = 300_000;

/** All that can be said without asking AWS: its envelope, from a topic of ours, fresh, and with a certificate of its own. */
export function verifyRequest({ body, headers, receivedAt }: InboundRequest, settings: Settings): Verdict {
  if (headers["x-amz-sns-rawdelivery"] === "true")
    return { accepted: false, reason: "raw message delivery is on, which takes the signature away" };
  const envelope = readEnvelope(body);
  if (!envelope.ok) return { accepted: false, reason: "no signed message of Amazon SNS" };
  const problem = findProblem(envelope.value, settings, receivedAt);
  return problem === undefined ? { accepted: true } : { accepted: false, reason: problem };
}

/** @returns why it cannot count, whatever its signature says */
export function findProblem(
  envelope: Envelope,
  { topicArns }: Pick<Settings, "topicArns">,
  receivedAt: Date,
): string | undefined {
  // Anybody may subscribe this address to a topic of his own, and its messages are signed just as well.
  if (!topicArns.includes(envelope.TopicArn)) return "it comes from a topic that is not in topicArns";
  if (readCertificateUrl(envelope.SigningCertURL, envelope.TopicArn) === undefined)
    return "SigningCertURL is no address of a certificate at the topic's own host";
  const signedAt = readTimestamp(envelope);
  if (!signedAt.ok) return "Timestamp is no date and time";
  const ageMs = receivedAt.getTime() - signedAt.value.getTime();
  if (ageMs > longestMs + toleranceMs)
    return "it was signed more than an hour before it came; is the clock here right?";
  return ageMs < -toleranceMs ? "it was signed in the future; is the clock here right?" : undefined;
}
