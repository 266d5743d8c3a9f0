import { oneOf } from "../../data/words.ts";
import type { IconName } from "../../parts/icon.tsx";
import { readDetail, textOf } from "../../data/read-detail.ts";
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
  comment?: { body: string; format: "plain" | "markdown"; isPublic: boolean };
  /** Somebody has to look. */
  isOff: boolean;
  group: "comment" | "change" | "other";
  /** What it did and where, of a write that went well: several in a row are told as one. */
  write?: { operation: string; name: string };
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
/** What was taken over, won or is to be decided stands in the story by itself. */
const telling = ["putBack", "refused", "contested", "unmapped"] as const;

/** Whether a reading has found nothing that somebody would want to know. */
export function isQuiet({ kind, detail }: TimelineEntry): boolean {
  if (kind !== "observation") return false;
  const reasons = Object.values(readDetail(readDetail(detail)["reasons"]));
  return !reasons.some((reason) => oneOf(telling, reason) !== undefined);
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
      const [operation, name] = [textOf(detail["operation"]) ?? "", textOf(detail["connection"]) ?? ""];
      const write = isOff || detail["outcome"] !== "done" ? {} : { write: { operation, name } };
      return { ...base, ...words.write(detail, entry.reason, isOff), ...write, isOff, group: "other" };
    }
    case "observation":
      return { ...base, ...words.reading(detail), group: "other" };
    case "conflict":
      return { ...base, ...words.conflict(detail, entry.reason), isOff: isUndecided(entry, ticket), group: "change" };
    case "sla":
      return { ...base, ...words.sla(detail), isOff: detail["fired"] === "breach", group: "other" };
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
  return { text, about, comment: { body: own?.body ?? entry.text, format: own?.format ?? "plain", isPublic } };
}

/** Tells writes that follow each other as one, whatever desk they went to. @param lines newest first */
export function foldWrites(lines: readonly Line[], words: LineWords): readonly Line[] {
  const folded: Line[] = [];
  for (const line of lines) {
    const last = folded.at(-1);
    if (line.write === undefined || last?.write?.operation !== line.write.operation) folded.push(line);
    else {
      const names = [...new Set([...last.write.name.split(", "), line.write.name])].join(", ");
      const { operation } = line.write;
      const said = words.write({ connection: names, operation, outcome: "done" }, null, false);
      folded[folded.length - 1] = { ...last, ...said, write: { operation, name: names } };
    }
  }
  return folded;
}

/** Whether a person was to decide, and nobody has set the field since. */
function isUndecided({ at, detail }: TimelineEntry, { timeline }: TicketView): boolean {
  const { winner, field } = readDetail(detail);
  const isSet = (other: TimelineEntry) =>
    other.kind === "change" && other.at >= at && readDetail(other.detail)["field"] === field;
  return winner === "open" && !timeline.some(isSet);
}
