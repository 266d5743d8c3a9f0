import type { z } from "zod";
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
import { parseWith } from "../http.ts";
import { joinUrl, judgeAnswer, takeText, tellStep } from "../pager-kit.ts";
import { Answer, Posted, Whoami } from "./api-types.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { buildMessage } from "./message.ts";

export type SlackWorld = ConnectorWorld<Settings, Secrets>;

/** About one message a second and channel; the budget spreads them. */
const buckets = [{ name: "messages", slots: 2 }];

const unauthorized = [
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
];
/** What a person must change, in our words. @see https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const words: Readonly<Record<string, string>> = {
  channel_not_found: "There is no such channel, or the bot may not see it.",
  not_in_channel: "The bot is no member of the channel: invite it by /invite.",
  is_archived: "The channel is archived.",
  missing_scope: "The bot lacks a scope: it needs chat:write.",
  invalid_auth: "Slack does not accept the bot token.",
  message_not_found: "The message is not there any more.",
};

/** One call of the Web API, which answers 200 also where it refuses: `ok` alone says what came of it. */
async function callSlack<S extends z.ZodType>(
  { http, settings, secrets }: SlackWorld,
  schema: S,
  method: string,
  json: object,
): Promise<Result<z.output<S>, ConnectorError>> {
  const answer = await http.request({
    method: "POST",
    url: joinUrl(settings.apiUrl, `/${method}`),
    headers: { authorization: `Bearer ${secrets.botToken ?? ""}` },
    json,
    buckets,
    safe: method === "auth.test",
  });
  if (!answer.ok) return answer;
  const error = judgeAnswer(answer.value, http);
  if (error) return fail(error);
  const said = parseWith(Answer, answer.value);
  if (!said.ok) return said;
  return said.value.ok ? parseWith(schema, answer.value) : fail(explain(said.value.error ?? "unknown_error"));
}

function explain(code: string): ConnectorError {
  const name = code.replaceAll(/[^\w-]/g, "").slice(0, 100);
  const detail = `${Object.hasOwn(words, name) ? words[name] : "Slack refused it."} (${name})`;
  if (unauthorized.includes(name)) return { kind: "unauthorized", detail };
  if (name === "ratelimited") return { kind: "rateLimited", retryAfterMs: 5_000, detail };
  if (name === "message_not_found") return { kind: "gone", detail };
  if (["internal_error", "fatal_error", "service_unavailable", "request_timeout"].includes(name))
    return { kind: "unavailable", detail };
  return { kind: "rejected", detail };
}

export async function sendPage(world: SlackWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  if (world.settings.mode === "incomingWebhook") return postToWebhook(world, page);
  const message = buildMessage(page, { canAnswer: canAnswer(world) });
  const json = { channel: page.address, ...message, unfurl_links: false, unfurl_media: false };
  const posted = await callSlack(world, Posted, "chat.postMessage", json);
  if (!posted.ok) return posted;
  const { channel, ts } = posted.value;
  return succeed({ handle: { channel, ts }, state: "arrived" });
}

/** One address is one channel, and tells no id: such a message cannot be changed later. */
async function postToWebhook({ http, secrets }: SlackWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const url = secrets.webhookUrl;
  if (url === undefined) return fail({ kind: "rejected", detail: "No incoming webhook is set." });
  const message = buildMessage(page, { canAnswer: false });
  const answer = await http.request({ method: "POST", url, json: message, buckets, safe: false });
  if (!answer.ok) return answer;
  const error = judgeAnswer(answer.value, http);
  if (error) return fail(error);
  const text = takeText(answer.value);
  if (!text.ok) return text;
  if (text.value.trim() !== "ok")
    return fail({ kind: "unreadable", path: "", detail: "It answered something else than Slack's “ok”." });
  return succeed({ handle: {}, state: "arrived" });
}

function canAnswer({ secrets }: SlackWorld): boolean {
  return secrets.signingSecret !== undefined;
}

/** Changes the message in place: who took it, and no buttons. */
export async function showState(
  world: SlackWorld,
  { page, handle }: KnownPage,
  state: ThreadState,
): Promise<Result<void, ConnectorError>> {
  const { channel, ts } = handle;
  if (channel === undefined || ts === undefined) return succeed(undefined);
  const message = buildMessage(page, { state, canAnswer: canAnswer(world) });
  const changed = await callSlack(world, Answer, "chat.update", { channel, ts, ...message });
  return changed.ok ? succeed(undefined) : changed;
}

/** Asks who the bot is; a webhook can only be asked by posting, so that only its address is looked at. */
export async function* testConnection(world: SlackWorld): AsyncGenerator<TestStep> {
  const { settings, secrets } = world;
  if (settings.mode === "incomingWebhook") return yield checkWebhook(world);
  yield tellStep("Bot token", await callSlack(world, Whoami, "auth.test", {}), {
    good: ({ team, user }) => `The bot ${user} is known in ${team}.`,
    unauthorized: "Slack does not accept the bot token.",
  });
  const detail = secrets.signingSecret
    ? "Buttons are shown, and answers are checked by the signing secret."
    : "No signing secret is set: instead of buttons the message carries a link.";
  yield { step: "Buttons", ok: true, detail };
}

function checkWebhook({ secrets }: SlackWorld): TestStep {
  const step = "Incoming webhook";
  if (secrets.webhookUrl === undefined) return { step, ok: false, detail: "No incoming webhook is set." };
  return { step, ok: true, detail: "An address is set; it can only be tried by a test message." };
}
