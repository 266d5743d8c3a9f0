import { z } from "zod";
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
import { parseWith, type VendorCall } from "../http.ts";
import { basicHeader, cutBytes, headline, joinUrl, judgeAnswer, listLines, tellStep, wordsOf } from "../pager-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type NtfyWorld = ConnectorWorld<Settings, Secrets>;

/** A longer message becomes a file. @see https://docs.ntfy.sh/publish/#limitations */
const mostMessageBytes = 4_096;
/** Ours: what a phone shows of a title. */
const mostTitleBytes = 250;
/** A topic that nobody guesses, where the topic is all that protects it. */
const leastRandom = 16;
/** Until tomorrow is longer than any wait that is kept. */
const daysWaitMs = 3_600_000;

/** Our 1 is their 5. */
const priorities = [5, 5, 4, 3, 2, 1] as const;

const Published = z.object({ id: z.string().min(1), event: z.literal("message") });
/** @see https://github.com/binwiederhier/ntfy server/server.go: apiHealthPath, apiAccountPath; anonymous is “*” */
const Health = z.object({ healthy: z.boolean() });
const Account = z.object({ username: z.string() });

/** @see https://docs.ntfy.sh/publish/#publish-as-json */
interface Message {
  topic: string;
  title: string;
  message: string;
  priority: number;
  tags: readonly string[];
  click?: string;
  actions?: readonly { action: string; label: string; url: string; method?: string; clear?: boolean }[];
}

export async function sendPage(world: NtfyWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const words = wordsOf(page.language);
  const { ticketUrl, acknowledgeUrl, kind } = page;
  const answer =
    world.settings.acknowledgeBy === "page" ? { action: "view" } : { action: "http", method: "POST", clear: true };
  const published = await publish(world, {
    topic: page.address,
    title: cutBytes(headline(page), mostTitleBytes),
    message: cutBytes(
      [...listLines(page), ...(kind === "notice" ? [] : [`${words.code}: ${page.code}`])].join("\n") || page.title,
      mostMessageBytes,
    ),
    priority: kind === "notice" ? 2 : (priorities[page.priority] ?? 3),
    tags: kind === "page" ? ["rotating_light"] : [],
    ...(ticketUrl === null ? {} : { click: ticketUrl }),
    actions: [
      ...(acknowledgeUrl === null || kind === "notice"
        ? []
        : [{ ...answer, label: words.acknowledge, url: acknowledgeUrl }]),
      ...(ticketUrl === null ? [] : [{ action: "view", label: words.openTicket, url: ticketUrl }]),
    ],
  });
  // Nobody tells whether a phone got it.
  return published.ok ? succeed({ handle: { id: published.value.id }, state: "accepted" }) : published;
}

/** A message cannot be changed: a quiet one follows. */
export async function sendFollowUp(
  world: NtfyWorld,
  { page }: KnownPage,
  { state, text }: ThreadState,
): Promise<Result<void, ConnectorError>> {
  if (state === "open") return succeed(undefined);
  const published = await publish(world, {
    topic: page.address,
    title: cutBytes(headline(page), mostTitleBytes),
    message: cutBytes(text || page.title, mostMessageBytes),
    priority: 2,
    tags: ["white_check_mark"],
    ...(page.ticketUrl === null ? {} : { click: page.ticketUrl }),
  });
  return published.ok ? succeed(undefined) : published;
}

/** As JSON to the root: in headers umlauts would not be safe. */
async function publish(world: NtfyWorld, message: Message): Promise<Result<z.infer<typeof Published>, ConnectorError>> {
  const guessable = checkTopic(world, message.topic);
  return guessable ? fail(guessable) : callNtfy(world, Published, { method: "POST", path: "/", json: message });
}

function checkTopic({ settings, secrets }: NtfyWorld, topic: string): ConnectorError | undefined {
  const isPublic = new URL(settings.serverUrl).hostname === "ntfy.sh";
  if (!isPublic || secrets.accessToken !== undefined || secrets.password !== undefined) return undefined;
  if (topic.length >= leastRandom && /\d/.test(topic) && /[A-Za-z]/.test(topic)) return undefined;
  const detail = `On ntfy.sh anybody can read a topic that they guess: take at least ${leastRandom} random letters and digits, or an account that owns the topic.`;
  return { kind: "rejected", field: "topic", detail };
}

async function callNtfy<S extends z.ZodType>(
  { http, settings, secrets }: NtfyWorld,
  schema: S,
  { method, path, json }: Pick<VendorCall, "method" | "json"> & { path: string },
): Promise<Result<z.output<S>, ConnectorError>> {
  const { accessToken, password } = secrets;
  const authorization = accessToken
    ? `Bearer ${accessToken}`
    : settings.user && password
      ? basicHeader(settings.user, password)
      : undefined;
  const answer = await http.request({
    method,
    url: joinUrl(settings.serverUrl, path),
    headers: authorization === undefined ? {} : { authorization },
    ...(json === undefined ? {} : { json }),
    buckets: [{ name: "messages", slots: 2 }],
    safe: method === "GET",
  });
  if (!answer.ok) return fail(spreadOut(answer.error));
  const error = judgeAnswer(answer.value, http);
  return error ? fail(error) : parseWith(schema, answer.value);
}

/** The day's messages are used up: asking each five seconds would only lock us out. @see server/errors.go of ntfy: 42908, 42910 */
function spreadOut(error: ConnectorError): ConnectorError {
  if (error.kind !== "rateLimited" || !/"code":\s?429(?:08|10)\b/.test(error.detail)) return error;
  return { ...error, retryAfterMs: daysWaitMs, detail: `The day's messages are used up. ${error.detail}` };
}

/** Asks whether a server is there, and who we are to it. */
export async function* testConnection(world: NtfyWorld): AsyncGenerator<TestStep> {
  const health = await callNtfy(world, Health, { method: "GET", path: "/v1/health" });
  yield tellStep("Server", health, {
    good: "An ntfy server answers there.",
    unauthorized: "The server does not accept the credentials.",
  });
  if (!health.ok) return;
  const account = await callNtfy(world, Account, { method: "GET", path: "/v1/account" });
  yield tellStep("Account", account, {
    good: ({ username }) =>
      username === "*"
        ? "Messages are sent without an account: whoever knows a topic can read and write it."
        : `The user is ${username}; whether it may write to a topic, only a test page shows.`,
    unauthorized: "The server does not accept the credentials.",
  });
}
