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
import {
  cutText,
  headline,
  joinUrl,
  judgeAnswer,
  listLines,
  ourName,
  tellStep,
  webUrl,
  wordsOf,
} from "../pager-kit.ts";
import { Accepted } from "./api-types.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type PagerDutyWorld = ConnectorWorld<Settings, Secrets>;

/** @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events: 1,024; the whole event 512 KB */
const mostSummary = 1_024;
const mostDetail = 20_000;
/** Dynamic urgency calls people for the first two. */
const severities = ["critical", "critical", "error", "warning", "info", "info"] as const;

export async function sendPage(world: PagerDutyWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const { ticketUrl, language } = page;
  const [body = ""] = listLines({ body: page.body, facts: [] });
  const sent = await enqueue(world, {
    event_action: "trigger",
    dedup_key: page.thread,
    payload: {
      summary: cutText(headline(page), mostSummary),
      source: ourName,
      severity: page.kind === "notice" ? "info" : (severities[page.priority] ?? "error"),
      custom_details: {
        page: page.id,
        code: page.code,
        text: cutText(body, mostDetail),
        facts: page.facts.slice(0, 50).map(({ label, value }) => `${cutText(label, 200)}: ${cutText(value, 2_000)}`),
      },
    },
    client: ourName,
    ...(webUrl(ticketUrl) === null
      ? {}
      : { client_url: ticketUrl, links: [{ href: ticketUrl, text: wordsOf(language).openTicket }] }),
  });
  if (!sent.ok) return sent;
  // Also of a key that belongs to nobody: 202 says only that the event came.
  return succeed({ handle: { dedupKey: sent.value.dedup_key ?? page.thread }, state: "accepted" });
}

/** The Events API cannot take an acknowledgement back; its own timeout does. */
export async function showState(
  world: PagerDutyWorld,
  { page, handle }: KnownPage,
  { state }: ThreadState,
): Promise<Result<void, ConnectorError>> {
  if (state === "open") return succeed(undefined);
  const sent = await enqueue(world, {
    event_action: state === "acknowledged" ? "acknowledge" : "resolve",
    dedup_key: handle["dedupKey"] ?? page.thread,
  });
  return sent.ok ? succeed(undefined) : sent;
}

/** Acknowledges an alert that is not there: PagerDuty drops it, whatever it answers. */
export async function* testConnection(world: PagerDutyWorld): AsyncGenerator<TestStep> {
  const sent = await enqueue(world, { event_action: "acknowledge", dedup_key: `interdesk:test:${randomUUID()}` });
  const detail = world.secrets.webhookSecret
    ? "What people do in PagerDuty is taken when it is signed by the webhook secret."
    : "No webhook secret is set: what people do in PagerDuty does not come back.";
  yield tellStep("Integration key", sent, {
    good: "PagerDuty takes events. It does so for keys of nobody too: only a test page shows that the key is right.",
    unauthorized: "PagerDuty does not accept the integration key.",
  });
  yield { step: "Way back", ok: true, detail };
}

async function enqueue({ http, settings, secrets }: PagerDutyWorld, event: object) {
  const answer = await http.request({
    method: "POST",
    url: joinUrl(settings.eventsUrl, "/v2/enqueue"),
    json: { routing_key: secrets.routingKey, ...event },
    buckets: [{ name: "events", slots: 2 }],
    safe: false,
  });
  if (!answer.ok) return answer;
  const error = judgeAnswer(answer.value, http);
  return error ? fail(error) : parseWith(Accepted, answer.value);
}
