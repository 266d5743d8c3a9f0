import type { InboundAdapter, PageAnswer } from "../contract.ts";
import { buildAnswers, buildNothing, cleanText, keyOf, ourName, type Parsed, readJson } from "../pager-kit.ts";
import { Told } from "./api-types.ts";

const actions: Readonly<Record<string, PageAnswer["action"]>> = {
  Acknowledge: "acknowledge",
  UnAcknowledge: "reopen",
  Close: "resolve",
};

export function parseTold({ body }: Parameters<InboundAdapter["parse"]>[0]): Parsed {
  const read = readJson(body, Told, { expected: "the body of an Opsgenie webhook" });
  if (!read.ok) return read;
  const { action: theirs, alert, source } = read.value;
  const key = keyOf(alert.alertId, theirs, String(alert.updatedAt ?? Buffer.from(body).toString()));
  const action = Object.hasOwn(actions, theirs) ? actions[theirs] : undefined;
  if (!action) return buildNothing(key, `Opsgenie tells “${cleanText(theirs).slice(0, 60)}”, which asks for nothing.`);
  if (/^api$/i.test(source?.type ?? "") && source?.name === ourName)
    return buildNothing(key, "It is an echo of what we told it.");
  if (!alert.alias) return buildNothing(key, "The alert has no alias: it is none of ours.");
  const by = cleanText(alert.username ?? "") || null;
  return buildAnswers(key, {
    about: { by: "thread", thread: cleanText(alert.alias) },
    action,
    by,
    note: null,
    at: atOf(alert.updatedAt),
  });
}

/** Milliseconds, or nanoseconds, which JSON's numbers hold exactly enough; null for what is neither. */
function atOf(updatedAt: number | null | undefined): Date | null {
  if (updatedAt == null || updatedAt < 1e12) return null;
  const ms = updatedAt < 1e14 ? updatedAt : updatedAt / 1e6;
  return ms < 1e14 ? new Date(Math.floor(ms)) : null;
}
