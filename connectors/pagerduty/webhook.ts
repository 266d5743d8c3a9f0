import type { InboundAdapter, InboundRequest, PageAnswer, Verdict } from "../contract.ts";
import { buildAnswers, buildNothing, cleanText, type Parsed, readJson } from "../pager-kit.ts";
import { verifyHmacHexList } from "../signatures.ts";
import { Delivery } from "./api-types.ts";

/** Several signatures while PagerDuty's secret is being changed; it carries no time: what was heard is known by its id. */
export function verifyPagerDuty({ headers, body }: InboundRequest, secrets: readonly string[]): Verdict {
  const signature = headers["x-pagerduty-signature"];
  if (verifyHmacHexList(signature, { version: "v1", body, secrets })) return { accepted: true };
  return { accepted: false, reason: signature === undefined ? "no x-pagerduty-signature header" : "wrong signature" };
}

const actions: Readonly<Record<string, PageAnswer["action"]>> = {
  "incident.acknowledged": "acknowledge",
  "incident.unacknowledged": "reopen",
  "incident.reopened": "reopen",
  "incident.resolved": "resolve",
};

/** What asks for nothing is taken all the same: three refusals in a row would switch the subscription off for a day. */
export function parseDelivery({ body }: Parameters<InboundAdapter["parse"]>[0]): Parsed {
  const read = readJson(body, Delivery, { expected: "a PagerDuty webhook of version 3" });
  if (!read.ok) return read;
  const { id, event_type: type, agent, data, occurred_at: at } = read.value.event;
  const action = Object.hasOwn(actions, type) ? actions[type] : undefined;
  if (!action) return buildNothing(id, `PagerDuty tells “${cleanText(type).slice(0, 60)}”, which asks for nothing.`);
  const byPerson = agent?.type?.startsWith("user") === true;
  // Only people take and end; without one it is what we, or another integration, have told it.
  if (!byPerson && action !== "reopen")
    return buildNothing(id, "No person did it in PagerDuty: it is an echo of what it was told.");
  const thread = data?.incident_key;
  if (!thread) return buildNothing(id, "The incident has no key: it is none of ours, or several alerts were grouped.");
  const by = byPerson ? cleanText(agent?.summary ?? "") || null : null;
  const note = action === "reopen" && !byPerson ? "The acknowledgement in PagerDuty has timed out." : null;
  return buildAnswers(id, { about: { by: "thread", thread: cleanText(thread) }, action, by, note, at: at ?? null });
}
