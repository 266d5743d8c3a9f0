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

export type IlertWorld = ConnectorWorld<Settings, Secrets>;

/** Ours: ilert names no limits. */
const mostSummary = 250;
const mostDetails = 20_000;

export async function sendPage(world: IlertWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const { settings } = world;
  const sent = await post(world, {
    eventType: "ALERT",
    alertKey: page.thread,
    summary: cutText(headline(page), mostSummary),
    details: cutText(listLines(page).join("\n\n"), mostDetails),
    priority: page.kind !== "notice" && page.priority <= settings.highUpTo ? "HIGH" : "LOW",
    ...(page.address === "default" ? {} : { routingKey: page.address }),
    ...(page.ticketUrl === null ? {} : { links: [{ href: page.ticketUrl, text: wordsOf(page.language).openTicket }] }),
    customDetails: { page: page.id, code: page.code },
  });
  if (!sent.ok) return sent;
  // Taken, not created: filters and grouping come after.
  return succeed({ handle: { alertKey: sent.value.alertKey ?? page.thread }, state: "accepted" });
}

/** What ilert cannot be told is that nobody works on it any more: another ALERT might open a second alert. */
export async function showState(
  world: IlertWorld,
  { page, handle }: KnownPage,
  { state, by, text }: ThreadState,
): Promise<Result<void, ConnectorError>> {
  if (state === "open") return succeed(undefined);
  const sent = await post(world, {
    eventType: state === "acknowledged" ? "ACCEPT" : "RESOLVE",
    alertKey: handle["alertKey"] ?? page.thread,
    summary: cutText(text, mostSummary) || headline(page),
    comments: [{ creator: cutText(by ?? ourName, 100), content: cutText(text, 1_000) || state }],
  });
  return sent.ok ? succeed(undefined) : sent;
}

/** Accepts an alert that is not there: nothing happens, and the key is judged. */
export async function* testConnection(world: IlertWorld): AsyncGenerator<TestStep> {
  const sent = await post(world, {
    eventType: "ACCEPT",
    alertKey: `interdesk:test:${randomUUID()}`,
    summary: "Interdesk tests this connection",
  });
  yield tellStep("Integration key", sent, {
    good: "ilert takes events with it. Whether they become alerts that notify somebody, only a test page shows.",
    unauthorized: "ilert does not accept the integration key.",
  });
}

async function post({ http, settings, secrets }: IlertWorld, event: object) {
  const answer = await http.request({
    method: "POST",
    url: joinUrl(settings.apiUrl, "/api/events"),
    json: { integrationKey: secrets.integrationKey, ...event },
    buckets: [{ name: "events", slots: 2 }],
    safe: false,
  });
  if (!answer.ok) return answer;
  const error = judgeAnswer(answer.value, http);
  return error ? fail(error) : parseWith(Accepted, answer.value);
}
