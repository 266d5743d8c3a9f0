import { createHash } from "node:crypto";
import { PagingMessage, PagingTaken } from "../../schemas/paging.ts";
import {
  type ConnectorError,
  type ConnectorWorld,
  fail,
  type KnownPage,
  type Page,
  type Result,
  type SentPage,
  succeed,
  type TestStep,
  type ThreadState,
} from "../contract.ts";
import { judgeAnswer, parseJson, takeText, tellStep } from "../pager-kit.ts";
import { signStandardWebhook } from "../signatures.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type PagerWorld = ConnectorWorld<Settings, Secrets>;

export async function sendPage(world: PagerWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const { channel: _channel, facts, ...told } = page;
  const timestamp = world.clock.now().toISOString();
  const answer = await post(world, page.id, { type: "page", timestamp, page: { ...told, facts: [...facts] } });
  if (!answer.ok) return answer;
  const json = parseJson(answer.value);
  const taken = json.ok ? PagingTaken.safeParse(json.value) : undefined;
  return succeed({ handle: {}, state: taken?.data?.state ?? "accepted" });
}

export async function sendState(
  world: PagerWorld,
  { page: { id, thread, address } }: KnownPage,
  { state, by, at, text }: ThreadState,
): Promise<Result<void, ConnectorError>> {
  const about = { type: "state", page: { id, thread, address }, state, by, at: at.toISOString(), text } as const;
  const name = `${id}:${state}:${at.getTime()}`;
  const sent = await post(world, name, { ...about, timestamp: world.clock.now().toISOString() });
  return sent.ok ? succeed(undefined) : sent;
}

/** A ping, which reaches nobody, and shows that address and secret are right. */
export async function* testConnection(world: PagerWorld): AsyncGenerator<TestStep> {
  const now = world.clock.now();
  const sent = await post(world, `ping:${now.getTime()}`, { type: "ping", timestamp: now.toISOString() });
  yield tellStep("Send a signed ping", sent, {
    good: "It was taken.",
    unauthorized: "The receiver does not accept our signature: compare the secret of our messages.",
  });
}

/** @param name what the message is about: sent again, it has the same id, and the receiver knows it */
async function post(world: PagerWorld, name: string, message: PagingMessage): Promise<Result<string, ConnectorError>> {
  const { http, settings, secrets, clock } = world;
  const id = `msg_${createHash("sha256").update(name).digest("hex").slice(0, 40)}`;
  const body = Buffer.from(JSON.stringify(PagingMessage.parse(message)));
  const signature = signStandardWebhook({ id, now: clock.now(), body }, secrets.outboundSecret);
  const answer = await http.request({
    method: "POST",
    url: settings.endpointUrl,
    headers: { "content-type": "application/json", ...signature },
    bytes: body,
    buckets: [{ name: "messages", slots: 3 }],
    safe: false,
  });
  if (!answer.ok) return answer;
  const error = judgeAnswer(answer.value, http);
  return error ? fail(error) : takeText(answer.value);
}
