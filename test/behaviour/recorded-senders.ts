import { createHmac, randomUUID } from "node:crypto";
import { sampleMapping as genericMapping } from "../../connectors/generic-webhook/sample-mapping.ts";
import { sampleMapping as standardMapping } from "../../connectors/standard-webhooks/sample-mapping.ts";
import type { Json } from "../../schemas/json.ts";
import { serveHttp } from "../support/loopback.ts";
import { sampleTopic, type SimulatedSns } from "../support/simulated-sns.ts";

export interface RecordedRequest {
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What a sender needs beside its recordings, where it needs anything. */
export interface RecordedSender {
  settings?: Readonly<Record<string, Json>>;
  secrets?: Readonly<Record<string, string>>;
  /** What was signed when it was recorded is too old: the same, signed now. */
  sign?(request: RecordedRequest): RecordedRequest;
}

const signingSecret = `whsec_${Buffer.from("a-key-of-32-bytes-for-signatures").toString("base64")}`;

/** Senders whose fields an admin maps, whose key stands in the body, or whose signatures grow old. */
export function buildSenders(sns: SimulatedSns): Readonly<Record<string, RecordedSender>> {
  return {
    "aws-cloudwatch-sns": { settings: { topicArns: [sampleTopic] }, sign: (request) => signByAmazon(request, sns) },
    "generic-webhook": { settings: genericMapping },
    "pagerduty-events-v2": { secrets: { routingKey: "0123456789abcdef0123456789abcdef" } },
    "standard-webhooks": { settings: standardMapping, secrets: { signingSecret }, sign: signAfterStandard },
  };
}

function signAfterStandard({ headers, body }: RecordedRequest): RecordedRequest {
  const [id, seconds] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1_000))];
  const hmac = createHmac("sha256", Buffer.from(signingSecret.slice("whsec_".length), "base64"));
  const signature = `v1,${hmac.update(`${id}.${seconds}.${body}`).digest("base64")}`;
  const signed = { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": signature };
  return { headers: { ...headers, ...signed }, body };
}

/** Its recorded text is not what was signed. */
const forgedMessage = "55aa0000-1234-4abc-8def-00000000a304";
/** What was signed by Amazon; all else stands around it. */
const signedFields = ["Message", "MessageId", "Subject", "SubscribeURL", "Token"];

function signByAmazon({ headers, body }: RecordedRequest, sns: SimulatedSns): RecordedRequest {
  const message = JSON.parse(body) as Record<string, string>;
  const fields = Object.fromEntries(Object.entries(message).filter(([name]) => signedFields.includes(name)));
  const signed = sns.write(message["Type"] ?? "", fields, message["SignatureVersion"] === "1" ? "1" : "2");
  const forged = message["MessageId"] === forgedMessage ? { Message: `${message["Message"]} ` } : {};
  return { headers, body: JSON.stringify({ ...signed, ...forged }) };
}

/** Tools that are asked, at one address: each connection has a path of its own there. */
export interface PolledTools {
  /** To be allowed. */
  address: string;
  connect(name: string): { settings: Readonly<Record<string, Json>>; secrets: Readonly<Record<string, string>> };
  /** From now on; before it nobody answers. */
  answer(name: string, body: string): void;
  close(): void;
}

export async function startPolledTools(): Promise<PolledTools> {
  const answers = new Map<string, string>();
  const server = await serveHttp((request, response) => {
    const body = answers.get(request.url?.split("/")[1] ?? "");
    response.statusCode = body === undefined ? 503 : 200;
    response.end(body);
  });
  return {
    address: server.address,
    connect: (name) => ({
      settings: { server: `http://${server.address}/${name}` },
      secrets: { apiKey: "0123456789abcdef" },
    }),
    answer: (name, body) => void answers.set(name, body),
    close: server.close,
  };
}
