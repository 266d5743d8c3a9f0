import { ExternalId } from "../../schemas/ids.ts";
import {
  type ConnectorError,
  type DeskComment,
  type DeskCommentDraft,
  fail,
  type Result,
  succeed,
} from "../contract.ts";
import { toPlain } from "../rich-text.ts";
import { parseStamp, writeStamp } from "./api-types.ts";
import { type Directory, isSameName } from "./directory.ts";
import { type JournalElement, type JournalEntry, readText } from "./journal-entry.ts";
import type { Person } from "./people.ts";
import type { DeskParts } from "./parts.ts";
import { tablePath } from "./read-page.ts";
import { cutText } from "./words.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** UTF-16 units; the column holds a little more. */
const mostText = 60_000;
/** How long a write may take, and how far the instance's clock may be behind ours. */
const clockMarginMs = 120_000;

export async function readComments(
  parts: DeskParts,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, readonly DeskComment[]>> {
  const directory = await parts.directory();
  if (!directory.ok) return directory;
  const entries = await parts.journals.read(ids);
  if (!entries.ok) return entries;
  const people = await loadAuthors(parts, directory.value, entries.value);
  if (!people.ok) return people;
  const comments = new Map<ExternalId, DeskComment[]>(ids.map((id) => [id, []]));
  for (const entry of entries.value)
    comments.get(ExternalId.parse(entry.ticketId))?.push(mapEntry(entry, parts, directory.value, people.value));
  return succeed(comments);
}

/** By user name in lower case, and by display name where it is one person's only. */
async function loadAuthors(
  { people, settings }: DeskParts,
  { technicians }: Directory,
  entries: readonly JournalEntry[],
): Answer<ReadonlyMap<string, Person>> {
  const known = new Map([...technicians.values()].map((person) => [person.userName.toLowerCase(), person]));
  const names = new Set(entries.flatMap(({ author, isUserName }) => (isUserName ? [author.toLowerCase()] : [])));
  const strangers = [...names].filter((name) => !known.has(name) && !isSameName(name, settings.userName));
  const loaded = await people.loadByName(strangers);
  return loaded.ok ? succeed(new Map([...known, ...loaded.value])) : loaded;
}

function mapEntry(
  entry: JournalEntry,
  { settings }: DeskParts,
  directory: Directory,
  people: ReadonlyMap<string, Person>,
): DeskComment {
  const byUs = isOwn(entry, settings.userName, directory);
  const person = entry.isUserName
    ? people.get(entry.author.toLowerCase())
    : [...directory.technicians.values()].find(({ name }) => name === entry.author);
  return {
    externalId: ExternalId.parse(entry.key),
    body: entry.text,
    visibility: entry.element === "comments" ? "public" : "internal",
    authorKind: byUs ? "automation" : kindOf(entry, person, directory),
    authorName: person?.name ?? entry.author,
    byUs,
    createdAt: parseStamp(entry.createdOn) ?? new Date(0),
  };
}

function isOwn({ author, isUserName }: JournalEntry, userName: string, { ownUser }: Directory): boolean {
  return isUserName ? isSameName(author, userName) : ownUser?.name === author;
}

/** Without readable roles nobody's public word is taken for a technician's: it would stop a clock. */
function kindOf(entry: JournalEntry, person: Person | undefined, directory: Directory): DeskComment["authorKind"] {
  if (entry.isUserName && ["system", "guest"].includes(entry.author.toLowerCase())) return "automation";
  if (entry.element === "work_notes") return "technician";
  const isTechnician = person !== undefined && directory.techniciansByRole && directory.technicians.has(person.id);
  return isTechnician ? "technician" : "contact";
}

/** Appends one entry: it can never be changed or taken away. Its key is found afterwards, since the answer has none. */
export async function addComment(
  parts: DeskParts,
  id: ExternalId,
  comment: DeskCommentDraft,
): Answer<{ externalId: ExternalId }> {
  const element: JournalElement = comment.visibility === "public" ? "comments" : "work_notes";
  const text = buildText(comment);
  const startedAt = parts.clock.now();
  const written = await parts.client.call({
    method: "PATCH",
    path: `${tablePath(parts.settings.table)}/${encodeURIComponent(id)}`,
    parameters: { sysparm_fields: "sys_id" },
    json: { [element]: text },
    safe: false,
  });
  if (!written.ok && written.error.kind !== "unknownOutcome") return written;
  // By the earlier of both clocks: the instance stamps its entries itself.
  const there = written.ok ? parts.client.clockOf(written.value).getTime() : startedAt.getTime();
  const since = new Date(Math.min(startedAt.getTime(), there) - clockMarginMs);
  const found = await findOwn(parts, id, { element, text, since, written: written.ok });
  if (!found.ok) return written.ok ? fail({ kind: "unknownOutcome", detail: found.error.detail }) : written;
  if (found.value !== undefined) {
    parts.claimed.add(found.value);
    return succeed({ externalId: ExternalId.parse(found.value) });
  }
  if (!written.ok) return written;
  return fail({
    kind: "rejected",
    field: element,
    detail: `ServiceNow answered that it took the text, but shows no entry of ours in ${element}: the API user may lack the right to write or to read that column.`,
  });
}

/** How one of ours will read back. */
export function shapeComment(comment: DeskCommentDraft): string {
  return readText(buildText(comment));
}

/** Foreign text must not become HTML on the instance's page. */
function buildText(comment: DeskCommentDraft): string {
  return cutText(toPlain(comment), mostText).replaceAll(/\[(\/?)code\]/gi, "($1code)");
}

/** The newest entry of ours with this text, that no earlier comment has got; a rule may have changed the text. */
async function findOwn(
  parts: DeskParts,
  id: ExternalId,
  sought: { element: JournalElement; text: string; since: Date; written: boolean },
): Answer<string | undefined> {
  const directory = await parts.directory();
  if (!directory.ok) return directory;
  const entries = await parts.journals.read([id]);
  if (!entries.ok) return entries;
  const earliest = writeStamp(sought.since);
  const ours = entries.value.filter(
    (entry) =>
      entry.element === sought.element &&
      entry.createdOn >= earliest &&
      isOwn(entry, parts.settings.userName, directory.value) &&
      !parts.claimed.has(entry.key),
  );
  const same = ours.findLast((entry) => foldBlanks(entry.text) === foldBlanks(sought.text));
  return succeed((same ?? (sought.written ? ours.at(-1) : undefined))?.key);
}

function foldBlanks(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
