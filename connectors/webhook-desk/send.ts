import { createHash } from "node:crypto";
import { ExchangeAnswer, type ExchangeMessage } from "../../schemas/exchange.ts";
import { type ConnectorError, type ConnectorWorld, fail, type Result, succeed } from "../contract.ts";
import { readJson, tellAnswer, type VendorResponse } from "../http.ts";
import { signStandardWebhook } from "../signatures.ts";
import type { Secrets, Settings } from "./manifest.ts";

type World = ConnectorWorld<Settings, Secrets>;
/** A message without what every message has. */
export type Draft = ExchangeMessage extends infer M
  ? M extends ExchangeMessage
    ? Omit<M, "timestamp" | "sender">
    : never
  : never;

/**
 * Posts one signed message. The receiver knows it again by its id, which is made of what it says, so that it is sent until
 * it was answered: an answer that was lost costs nothing.
 */
export async function sendMessage(
  world: World,
  sender: string,
  draft: Draft,
): Promise<Result<{ message: ExchangeMessage; answer: { id?: string | undefined } }, ConnectorError>> {
  const now = world.clock.now();
  // The caller gave every part of one member of the union but these two.
  const message = { ...draft, timestamp: now.toISOString(), sender } as ExchangeMessage;
  const id = `msg_${createHash("sha256")
    .update(JSON.stringify({ ...draft, sender }))
    .digest("hex")
    .slice(0, 40)}`;
  const body = Buffer.from(JSON.stringify(message));
  const answer = await world.http.request({
    method: "POST",
    url: world.settings.endpointUrl,
    headers: {
      "content-type": "application/json",
      ...signStandardWebhook({ id, now, body }, world.secrets.outboundSecret),
    },
    bytes: body,
    buckets: [{ name: "messages", slots: world.settings.concurrency }],
    safe: false,
  });
  if (!answer.ok)
    return answer.error.kind === "unknownOutcome" ? fail({ kind: "unavailable", detail: answer.error.detail }) : answer;
  const judged = judge(answer.value, world.http.redact);
  if (!judged.ok)
    // What is about no ticket that exists cannot say that one is gone.
    return judged.error.kind === "gone" && (draft.type === "ping" || draft.type === "ticket.created")
      ? fail({ kind: "unreadable", path: "", detail: `Nobody takes messages at this address. ${judged.error.detail}` })
      : judged;
  const json = readJson(answer.value);
  const parsed = ExchangeAnswer.safeParse(json.ok ? json.value : {});
  return succeed({ message, answer: parsed.success ? parsed.data : {} });
}

/** What any status means at a system of which we know nothing but the protocol. */
export function judge(
  response: VendorResponse,
  redact: (text: string) => string,
): Result<VendorResponse, ConnectorError> {
  const { status } = response;
  if (status >= 200 && status < 300) return succeed(response);
  const detail = redact(`It answered ${status}: ${tellAnswer(response.text).slice(0, 300)}`);
  if (status === 401 || status === 403)
    return fail({ kind: "unauthorized", detail: `It does not accept our signature or token (${status}).` });
  if (status === 404 || status === 410)
    return fail(
      readJson(response).ok
        ? { kind: "gone", detail }
        : {
            kind: "unreadable",
            path: "",
            detail: `There is a web page instead of an answer at this address (${status}).`,
          },
    );
  if (status === 409) return fail({ kind: "conflict", detail });
  if (status >= 500 || status === 408 || status === 425) return fail({ kind: "unavailable", detail });
  if (status >= 300 && status < 400)
    return fail({
      kind: "unreadable",
      path: "",
      detail: `It sends us elsewhere (${status}); redirects are not followed.`,
    });
  return fail({ kind: "rejected", detail });
}
