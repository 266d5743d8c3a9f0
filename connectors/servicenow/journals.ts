import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { tellBroken } from "../parse-rows.ts";
import { JournalRow, JournalText } from "./api-types.ts";
import type { ServiceNowClient } from "./client.ts";
import { elements, type Found, type JournalElement, type JournalEntry, toEntries } from "./journal-entry.ts";
import { parseJournalText, type ShownEntry } from "./journal-text.ts";
import { inBatches, isOneOf } from "./query.ts";
import { nameTicket, tablePath } from "./read-page.ts";
import { readAll, readAllApart } from "./rows.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** How long it is believed how entries can be read, before the other way is tried again. */
const trustMs = 15 * 60_000;

export interface JournalReader {
  /** Every entry of these tickets, oldest first. */
  read(ids: readonly string[]): Answer<readonly JournalEntry[]>;
  /** How entries are read now; for the connection test. */
  mode(): "rows" | "displayText" | "unknown";
}

interface Mode {
  kind: "rows" | "displayText" | "unknown";
  until: number;
}

/**
 * Reads journals as rows; where the rows are hidden (an ACL answers with an empty list, not an error) and yet there is
 * display text, from that.
 */
export function createJournalReader(client: ServiceNowClient, table: string, clock: { now(): Date }): JournalReader {
  let mode: Mode = { kind: "unknown", until: 0 };
  const readBatch = async (ids: readonly string[]): Answer<readonly Found[]> => {
    const now = clock.now().getTime();
    const trusted = now < mode.until ? mode.kind : "unknown";
    if (trusted === "displayText") return readTexts(client, table, ids);
    const rows = await readRows(client, ids);
    if (!rows.ok) return rows;
    if (rows.value.length > 0) mode = { kind: "rows", until: now + trustMs };
    if (rows.value.length > 0 || trusted === "rows") return rows;
    const texts = await readTexts(client, table, ids);
    if (texts.ok && texts.value.length > 0) mode = { kind: "displayText", until: now + trustMs };
    return texts;
  };
  return {
    mode: () => mode.kind,
    async read(ids) {
      const all: Found[] = [];
      for (const batch of inBatches(ids)) {
        const found = await readBatch(batch);
        if (!found.ok) return found;
        all.push(...found.value);
      }
      return succeed(toEntries(all));
    },
  };
}

async function readRows(client: ServiceNowClient, ids: readonly string[]): Answer<readonly Found[]> {
  const found = await readAllApart(client, tablePath("sys_journal_field"), JournalRow, [
    isOneOf("element_id", ids),
    isOneOf("element", elements),
  ]);
  if (!found.ok) return found.error.kind === "forbidden" ? succeed([]) : found;
  const { rows, broken } = found.value;
  if (broken.length > 0) return fail(tellBroken(broken, ({ element_id }) => nameTicket({ sys_id: element_id })));
  return succeed(
    rows.map((row) => ({
      ticketId: row.element_id,
      element: row.element === "comments" ? "comments" : "work_notes",
      createdOn: row.sys_created_on,
      author: row.sys_created_by,
      isUserName: true,
      text: row.value,
    })),
  );
}

async function readTexts(client: ServiceNowClient, table: string, ids: readonly string[]): Answer<readonly Found[]> {
  const rows = await readAll(client, tablePath(table), JournalText, [isOneOf("sys_id", ids)], { displayed: true });
  if (!rows.ok) return rows;
  const all: Found[] = [];
  for (const row of rows.value) {
    for (const element of elements) {
      const entries = parseJournalText(element, row[element] ?? "");
      if (entries === undefined) return fail(strangeDates(element));
      all.push(...entries.map((entry) => toFound(row.sys_id, entry)));
    }
  }
  return succeed(all);
}

function toFound(ticketId: string, { element, createdOn, author, text }: ShownEntry): Found {
  return { ticketId, element, createdOn, author, isUserName: false, text };
}

function strangeDates(element: JournalElement): ConnectorError {
  return {
    kind: "unreadable",
    path: element,
    detail:
      "The display text of the journal shows dates that cannot be read. Please give the API user the default date format, time zone GMT and language English, or read on sys_journal_field.",
  };
}
