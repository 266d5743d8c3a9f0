import type { IconName } from "../../parts/icon.tsx";
import { oneOf } from "./field-words.ts";
import { readDetail, textOf } from "./read-detail.ts";
import type { TicketView, TimelineEntry } from "./ticket-queries.ts";
import type { LineWords } from "./use-line-words.ts";

/** One line of a story as it is drawn. */
export interface Line {
  key: string;
  at: string;
  icon: IconName;
  /** What happened. Of a comment who said it. */
  text: string;
  /** Who, through which connection, by which rule, and how it went. */
  about: string;
  /** Of a comment. */
  comment?: { body: string; isPublic: boolean };
  /** Somebody has to look. */
  isOff: boolean;
  group: "comment" | "change" | "other";
}

const icons: Readonly<Record<TimelineEntry["kind"], IconName>> = {
  event: "bell",
  change: "exchange",
  comment: "comment",
  write: "up",
  observation: "inbox",
  conflict: "conflict",
  sla: "clock",
  escalation: "steps",
  page: "phone",
};
const telling = [
  "theirEditAccepted",
  "theirsWon",
  "oursWon",
  "putBack",
  "refused",
  "contested",
  "unmapped",
  "heldForPerson",
] as const;

/** Whether a reading has found nothing that somebody would want to know. */
export function isQuiet({ kind, detail }: TimelineEntry): boolean {
  if (kind !== "observation") return false;
  const reasons = Object.values(readDetail(readDetail(detail)["reasons"]));
  // What was taken over stands in the story as the change that it is.
  return !reasons.some((reason) => oneOf(telling, reason) !== undefined && reason !== "theirEditAccepted");
}

/** An entry in the chosen language. @param index its place, which with the instant tells it from all others */
export function toLine(entry: TimelineEntry, index: number, ticket: TicketView, words: LineWords): Line {
  const { at, kind } = entry;
  const base = { key: `${at} ${kind} ${index}`, at, icon: icons[kind], isOff: false };
  const detail = readDetail(entry.detail);
  switch (kind) {
    case "comment":
      return { ...base, ...commentLine(detail, entry, ticket, words), group: "comment" };
    case "change":
      return { ...base, ...words.change(detail, entry.reason), group: "change" };
    case "event":
      return { ...base, ...words.event(detail, entry.reason), group: "other" };
    case "write": {
      const isOff = ["refused", "quarantined", "tooLarge", "unread"].includes(textOf(detail["outcome"]) ?? "");
      return { ...base, ...words.write(detail, entry.reason, isOff), isOff, group: "other" };
    }
    case "observation":
      return { ...base, ...words.reading(detail), group: "other" };
    case "conflict":
      return { ...base, ...words.conflict(detail), isOff: detail["winner"] === "open", group: "change" };
    case "sla":
      return { ...base, ...words.sla(detail, entry), isOff: detail["fired"] === "breach", group: "other" };
    case "escalation":
      return { ...base, ...words.escalation(detail, entry.reason), group: "other" };
    case "page":
      return { ...base, ...words.page(detail, entry), isOff: detail["state"] === "failed", group: "other" };
  }
}

function commentLine(
  detail: Readonly<Record<string, unknown>>,
  entry: TimelineEntry,
  { comments }: TicketView,
  words: LineWords,
): Pick<Line, "text" | "about" | "comment"> {
  const own = comments.find(({ id }) => id === detail["comment"]);
  const isPublic = (own?.visibility ?? detail["visibility"]) === "public";
  const { text, about } = words.comment(detail, isPublic);
  return { text, about, comment: { body: own?.body ?? entry.text, isPublic } };
}
