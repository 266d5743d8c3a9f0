import type { MonitorEvent, Severity } from "../../schemas/alert.ts";
import type { Inbound } from "../contract.ts";
import { cutText, fitKey, nameOrNull, webUrl } from "./text.ts";

/** What a parser found out, in texts that were cleaned on reading; whatever is not given is not known. */
export interface EventFacts {
  /** Not empty; `joinKey` makes one of several names. */
  dedupKey: string;
  /** The tool's own id of the episode. */
  episodeId?: string | null | undefined;
  condition: "firing" | "clear";
  severity: Severity;
  /** The first that is not blank is taken, else the key. */
  titles: readonly (string | null | undefined)[];
  description?: string | null | undefined;
  raisedAt: Date;
  /** Of a clear; the start of the episode where it is not given. */
  clearedAt?: Date | undefined;
  clientHint?: string | null | undefined;
  resource?: string | null | undefined;
  service?: string | null | undefined;
  url?: string | null | undefined;
  /** Those that are blank are left out. */
  labels?: Readonly<Record<string, string | null | undefined>>;
  heartbeat?: boolean;
  acknowledgement?: { state: "set" | "removed"; by?: string | null | undefined; note?: string | null | undefined };
  /** The message holds no more than that. */
  acknowledgementOnly?: boolean;
  byUs?: boolean;
  /** What the tool must be given to be told something about this alert, as it came. */
  handle?: Readonly<Record<string, string | null | undefined>>;
}

/** An event that holds to its schema: texts cut, blanks gone, links only where people can follow them. */
export function buildEvent(facts: EventFacts): Extract<Inbound, { kind: "event" }> {
  const { acknowledgement, description } = facts;
  const dedupKey = fitKey(facts.dedupKey);
  const episodeId = facts.episodeId?.trim() ?? "";
  const title = facts.titles.map((text) => nameOrNull(text)).find((text) => text !== null);
  const event: MonitorEvent = {
    dedupKey,
    // An id that was cut could be that of another episode.
    episodeId: episodeId !== "" && episodeId.length <= 200 ? episodeId : null,
    condition: facts.condition,
    severity: facts.severity,
    title: title ?? dedupKey,
    description: description?.trim() ? cutText(description.trim(), 50_000) : null,
    raisedAt: facts.raisedAt,
    clearedAt: facts.condition === "clear" ? (facts.clearedAt ?? facts.raisedAt) : null,
    clientHint: nameOrNull(facts.clientHint),
    resource: nameOrNull(facts.resource),
    service: nameOrNull(facts.service),
    url: webUrl(facts.url),
    labels: keepLabels(facts.labels ?? {}),
    heartbeat: facts.heartbeat ?? false,
  };
  if (acknowledgement) {
    const { state, by, note } = acknowledgement;
    event.acknowledgement = { state, by: nameOrNull(by, 200), note: nameOrNull(note, 10_000) };
  }
  if (facts.acknowledgementOnly === true) event.acknowledgementOnly = true;
  if (facts.byUs === true) event.byUs = true;
  const handle = keepLabels(facts.handle ?? {});
  if (Object.keys(handle).length > 0) event.handle = handle;
  return { kind: "event", event };
}

function keepLabels(labels: Readonly<Record<string, string | null | undefined>>): Record<string, string> {
  const kept = Object.entries(labels).flatMap(([name, value]) => (value?.trim() ? [[name, value]] : []));
  return Object.fromEntries(kept) as Record<string, string>;
}
