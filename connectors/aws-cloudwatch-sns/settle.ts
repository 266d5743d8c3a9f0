import { type KeyObject, verify, X509Certificate } from "node:crypto";
import { type ConnectorError, fail, type Result, type Settled, type StoredDelivery, succeed } from "../contract.ts";
import type { VendorHttp, VendorResponse } from "../http.ts";
import type { Settle } from "../monitor-kit.ts";
import { buildStringToSign, type Envelope, readEnvelope } from "./envelope.ts";
import type { Settings } from "./manifest.ts";
import { readCertificateUrl, readSubscribeUrl } from "./topic.ts";
import { findProblem } from "./verify.ts";

type Unsettled = Exclude<Settled, { kind: "settled" }>;

/** AWS has one certificate for a region at a time. */
const mostCertificates = 20;
/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
const algorithms = { 1: "RSA-SHA1", 2: "RSA-SHA256" } as const;

/** Checks a message's signature by the certificate that it names, and confirms the subscription where it asks for that. */
export function openSettle({ settings, http }: { settings: Settings; http: VendorHttp }): Settle {
  const keys = new Map<string, KeyObject>();
  const findKey = async (url: string): Promise<Result<KeyObject, Unsettled>> => {
    const known = keys.get(url);
    if (known) return succeed(known);
    const fetched = await fetchKey(http, url);
    if (fetched.ok && keys.size < mostCertificates) keys.set(url, fetched.value);
    return fetched;
  };
  return async (delivery: StoredDelivery) => {
    const envelope = readEnvelope(delivery.body);
    if (!envelope.ok) return refuse(envelope.error.detail);
    const unproven = await proveSender(envelope.value, settings, delivery.receivedAt, findKey);
    if (unproven) return unproven;
    return envelope.value.Type === "SubscriptionConfirmation"
      ? confirm(http, envelope.value.SubscribeURL, envelope.value.TopicArn)
      : { kind: "settled" };
  };
}

async function proveSender(
  envelope: Envelope,
  settings: Settings,
  receivedAt: Date,
  findKey: (url: string) => Promise<Result<KeyObject, Unsettled>>,
): Promise<Unsettled | undefined> {
  // The settings may have changed since it was let in.
  const problem = findProblem(envelope, settings, receivedAt);
  if (problem !== undefined) return refuse(`The message was not taken: ${problem}.`);
  const key = await findKey(readCertificateUrl(envelope.SigningCertURL, envelope.TopicArn) ?? "");
  if (!key.ok) return key.error;
  const signature = Buffer.from(envelope.Signature, "base64");
  const text = Buffer.from(buildStringToSign(envelope));
  const fits = verify(algorithms[envelope.SignatureVersion], text, key.value, signature);
  return fits ? undefined : refuse("The signature does not fit the message: it was not sent by Amazon SNS as it is.");
}

async function fetchKey(http: VendorHttp, url: string): Promise<Result<KeyObject, Unsettled>> {
  const answer = await ask(http, url, "the signing certificate");
  if (!answer.ok) return answer;
  try {
    const { publicKey } = new X509Certificate(answer.value.text);
    if (publicKey.asymmetricKeyType === "rsa") return succeed(publicKey);
    return fail(refuse("The signing certificate has no RSA key, as those of Amazon SNS have."));
  } catch {
    return fail(refuse("What Amazon SNS holds at SigningCertURL is no certificate."));
  }
}

async function confirm(http: VendorHttp, url: string, topic: string): Promise<Settled> {
  const own = readSubscribeUrl(url, topic);
  if (own === undefined) return refuse("SubscribeURL does not confirm a subscription to this topic at its own host.");
  const answer = await ask(http, own, "the confirmation of the subscription");
  return answer.ok ? { kind: "settled" } : answer.error;
}

/** A confirmation that is repeated confirms the same, so both calls may be. */
async function ask(http: VendorHttp, url: string, what: string): Promise<Result<VendorResponse, Unsettled>> {
  const answer = await http.request({ method: "GET", url, buckets: [], safe: true });
  if (!answer.ok) return fail(judgeError(answer.error, what));
  const { status } = answer.value;
  if (status === 200) return succeed(answer.value);
  if (status >= 400 && status < 500) return fail(refuse(`Amazon SNS refused ${what}: HTTP ${status}.`));
  return fail({ kind: "later", error: { kind: "unavailable", detail: `HTTP ${status} to ${what}.` } });
}

/** What no waiting heals is refused, so that those behind it need not wait. */
function judgeError(error: ConnectorError, what: string): Unsettled {
  if (error.kind === "unreadable") return refuse(`The answer to ${what} could not be read: ${error.detail}`);
  return { kind: "later", error };
}

function refuse(detail: string): Extract<Settled, { kind: "refused" }> {
  return { kind: "refused", detail };
}
