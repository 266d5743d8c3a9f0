import { randomUUID } from "node:crypto";
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
import { cutText, headline, joinUrl, judgeAnswer, listLines, ourName, tellStep, wordsOf } from "../pager-kit.ts";
import { Accepted } from "./api-types.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type OpsgenieWorld = ConnectorWorld<Settings, Secrets>;

/** A longer message is refused; the whole of it stands in the description. @see https://docs.opsgenie.com/docs/alert-api */
const most = { message: 130, description: 15_000, value: 1_000, note: 1_000, user: 100 } as const;
const products = {
  opsgenie: { url: "https://api.opsgenie.com", path: "/v2/alerts" },
  jsmOperations: { url: "https://api.atlassian.com", path: "/jsm/ops/integration/v2/alerts" },
} as const;

export async function sendPage(world: OpsgenieWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const { ticketUrl, language } = page;
  const link = ticketUrl === null ? [] : [`${wordsOf(language).openTicket}: ${ticketUrl}`];
  const description = [headline(page), ...listLines(page), ...link].join("\n");
  const sent = await post(world, "", {
    message: cutText(headline(page), most.message),
    alias: page.thread,
    description: cutText(description, most.description),
    ...(page.address === "default" ? {} : { responders: [readResponder(page.address)] }),
    details: {
      page: page.id,
      code: page.code,
      ...(ticketUrl === null ? {} : { ticket: cutText(ticketUrl, most.value) }),
    },
    source: ourName,
    // Missing, it would be P3.
    priority: page.kind === "notice" ? "P5" : `P${page.priority}`,
    user: ourName,
  });
  if (!sent.ok) return sent;
  return succeed({ handle: { alias: page.thread, requestId: sent.value.requestId }, state: "accepted" });
}

function readResponder(address: string): Readonly<Record<string, string>> {
  const at = address.indexOf(":");
  const [type, name] = [address.slice(0, at), address.slice(at + 1)];
  return type === "user" ? { type, username: name } : { type, name };
}

const verbs = { open: "unacknowledge", acknowledged: "acknowledge", ended: "close" } as const;

export async function showState(
  world: OpsgenieWorld,
  { page, handle }: KnownPage,
  { state, by, text }: ThreadState,
): Promise<Result<void, ConnectorError>> {
  const acted = await act(world, handle["alias"] ?? page.thread, verbs[state], { by, text });
  return acted.ok ? succeed(undefined) : acted;
}

function act(world: OpsgenieWorld, alias: string, verb: string, { by, text }: { by: string | null; text: string }) {
  const body = { user: cutText(by ?? ourName, most.user), source: ourName, note: cutText(text, most.note) };
  return post(world, `/${encodeURIComponent(alias)}/${verb}?identifierType=alias`, body);
}

/** Acknowledges an alert that is not there: the key is judged, and nothing happens. */
export async function* testConnection(world: OpsgenieWorld): AsyncGenerator<TestStep> {
  const acted = await act(world, `interdesk:test:${randomUUID()}`, "acknowledge", {
    by: null,
    text: "Interdesk tests this connection",
  });
  yield tellStep("API key", acted, {
    good: "The key may act on alerts. Whether teams and schedules are named rightly, only a test page shows: a wrong name is not refused at once.",
    unauthorized: "The key is not accepted: it must be one of an API integration, at the address of your region.",
  });
}

async function post({ http, settings, secrets }: OpsgenieWorld, path: string, json: object) {
  const product = products[settings.product];
  const answer = await http.request({
    method: "POST",
    url: joinUrl(settings.apiUrl ?? product.url, `${product.path}${path}`),
    headers: { authorization: `GenieKey ${secrets.apiKey}` },
    json,
    buckets: [{ name: "alerts", slots: 2 }],
    safe: false,
  });
  if (!answer.ok) return answer;
  const error = judgeAnswer(answer.value, http);
  return error ? fail(error) : parseWith(Accepted, answer.value);
}
