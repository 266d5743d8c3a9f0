import { z } from "zod";
import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";
import { Instant, readJson, Text } from "../monitor-kit.ts";

const Filled = z.string().min(1);

/** What every message has; as it came, since these texts are signed. */
const common = {
  MessageId: Filled.max(200),
  TopicArn: Filled.max(500),
  Message: z.string(),
  Timestamp: Filled.max(100),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: z.base64().min(1).max(2_000),
  SigningCertURL: z.string().max(1_000),
} as const;

const confirmation = { ...common, SubscribeURL: Filled.max(4_000), Token: Filled.max(2_000) } as const;

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const Envelope = z.discriminatedUnion("Type", [
  z.object({ Type: z.literal("Notification"), ...common, Subject: z.string().optional() }),
  z.object({ Type: z.literal("SubscriptionConfirmation"), ...confirmation }),
  z.object({ Type: z.literal("UnsubscribeConfirmation"), ...confirmation }),
]);
export type Envelope = z.infer<typeof Envelope>;

export function readEnvelope(body: Uint8Array): Result<Envelope, ParseProblem> {
  return readJson(body, Envelope, {
    expected: "a message of Amazon SNS in its envelope",
    hint: "Raw message delivery takes the envelope away, and the signature with it: switch it off.",
  });
}

/** When SNS signed a message. */
export function readTimestamp({ Timestamp }: Envelope): Result<Date, ParseProblem> {
  const read = Text.pipe(Instant).safeParse(Timestamp);
  if (read.success) return succeed(read.data);
  const expected = "a date and time with a zone";
  return fail({ path: "Timestamp", expected, detail: "Timestamp: expected a date and time with a zone." });
}

/** What is signed: names and values in the order of their names, those of this kind of message only. */
export function buildStringToSign(envelope: Envelope): string {
  const { Message, MessageId, Timestamp, TopicArn, Type } = envelope;
  const pairs: readonly (readonly [string, string | undefined])[] =
    envelope.Type === "Notification"
      ? [
          ["Message", Message],
          ["MessageId", MessageId],
          ["Subject", envelope.Subject],
          ["Timestamp", Timestamp],
          ["TopicArn", TopicArn],
          ["Type", Type],
        ]
      : [
          ["Message", Message],
          ["MessageId", MessageId],
          ["SubscribeURL", envelope.SubscribeURL],
          ["Timestamp", Timestamp],
          ["Token", envelope.Token],
          ["TopicArn", TopicArn],
          ["Type", Type],
        ];
  return pairs.map(([name, value]) => (value === undefined ? "" : `${name}\n${value}\n`)).join("");
}
