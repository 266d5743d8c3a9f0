import { fail, type InboundAdapter, type PageAnswer, type ParseProblem, type Result } from "../contract.ts";
import {
  buildAnswers,
  buildNothing,
  checkShape,
  cleanText,
  keyOf,
  type Parsed,
  parseJson,
  readText,
} from "../pager-kit.ts";
import { Told } from "./api-types.ts";

const expected = "the default body of an ilert webhook";

/** Both names of an event: the default body says `incident-…`, templates say `alert-…`. */
const actions: Readonly<Record<string, { action: PageAnswer["action"]; note: string | null }>> = {
  acknowledged: { action: "acknowledge", note: null },
  resolved: { action: "resolve", note: null },
  "auto-resolved": { action: "resolve", note: "ilert has resolved it by itself." },
  "escalation-ended": { action: "failed", note: "The escalation in ilert has ended, and nobody accepted." },
};

export function parseTold({ body }: Parameters<InboundAdapter["parse"]>[0]): Parsed {
  const text = readText(body);
  if (!text.ok) return text;
  const told = readTold(text.value);
  if (!told.ok) return told;
  const { id, eventType, alertKey, assignedTo } = told.value;
  const key = keyOf(id, eventType, text.value);
  const event = eventType.replace(/^(?:incident|alert)-/, "");
  const known = Object.hasOwn(actions, event) ? actions[event] : undefined;
  if (!known) return buildNothing(key, `ilert tells “${cleanText(eventType).slice(0, 60)}”, which asks for nothing.`);
  if (!alertKey) return buildNothing(key, "The alert has no key: it is none of ours.");
  const { action, note } = known;
  // Who it is assigned to is who accepted it; nobody says who resolved it.
  const by = action === "acknowledge" ? nameOf(assignedTo) : null;
  return buildAnswers(key, { about: { by: "thread", thread: cleanText(alertKey) }, action, by, note, at: null });
}

function nameOf(person: Told["assignedTo"]): string | null {
  if (!person) return null;
  const name = [person.firstName, person.lastName].filter(Boolean).join(" ");
  return cleanText(name || person.email || person.username || "") || null;
}

/**
 * Values are put in without escaping, so that a quote in a summary breaks the JSON; the vendor's own sample lacks a comma. Then
 * the fields that matter are looked for one by one.
 */
function readTold(text: string): Result<Told, ParseProblem> {
  const json = parseJson(text);
  if (json.ok) return checkShape(json.value, Told, { expected });
  const id = findField(text, "id") ?? findField(text, "alertId");
  const [eventType, alertKey] = [findField(text, "eventType"), findField(text, "alertKey")];
  const isWhole = text.trim().startsWith("{") && text.trim().endsWith("}");
  if (!isWhole || id === undefined || eventType === undefined || alertKey === undefined)
    return fail({ ...json.error, expected });
  return checkShape({ id, eventType, alertKey }, Told, { expected });
}

/** @returns undefined where it is not there, or twice with different values: one could stand in a text of somebody else's */
function findField(text: string, name: "id" | "alertId" | "eventType" | "alertKey"): string | undefined {
  const found = Array.from(
    text.matchAll(/"([A-Za-z]{2,20})"\s{0,10}:\s{0,10}"([\w:.@-]{1,200})"/g),
    ([, key, value]) => ({ key, value }),
  );
  // An alert source has an id as well: the first one is the alert's.
  const values = found.flatMap(({ key, value }) => (key === name && value !== undefined ? [value] : []));
  if (name === "id") return values[0];
  return new Set(values).size === 1 ? values[0] : undefined;
}
