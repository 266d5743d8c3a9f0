import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskComment, type Result, succeed } from "../contract.ts";
import { type ActionRow, ActionRow as Action } from "./api-types.ts";
import type { HaloClient } from "./client.ts";
import type { Directory, DirectorySource } from "./directory.ts";
import { readList } from "./envelopes.ts";
import type { Settings } from "./manifest.ts";
import { listImages } from "./inline-images.ts";
import type { Memory } from "./memory.ts";
import { readNote } from "./note-text.ts";
import { inParallel } from "./parallel.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export interface CommentWorld {
  client: HaloClient;
  directory: DirectorySource;
  settings: Settings;
  memory: Memory;
}

/** The text of the ticket itself is kept as its first action. @see sheet §0.5 */
const descriptionAction = 1;

/** One call for each ticket: the vendor lists actions of one ticket only. */
export async function readComments(
  { client, directory, settings, memory }: CommentWorld,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, readonly DeskComment[]>> {
  const people = await directory();
  if (!people.ok) return people;
  const read = await inParallel(ids, settings.concurrency, (id) => readActions(client, id));
  if (!read.ok) return read;
  const known = ids.flatMap((id, index) => {
    const rows = read.value[index];
    if (!rows) return [];
    memory.noteImages(Number(id), listImages(rows, client.site));
    return [[id, mapComments(id, rows, people.value, { clientId: settings.clientId, site: client.site })] as const];
  });
  return succeed(new Map(known));
}

/** @returns null for a ticket that is gone meanwhile: nothing is known of its comments, so they are not said to be none */
export async function readActions(client: HaloClient, id: ExternalId): Answer<ActionRow[] | null> {
  const query = { ticket_id: id, includehtmlnote: true, excludesys: true };
  const rows = await readList(client, "Actions", "actions", Action, query, { about: id });
  if (!rows.ok) return rows.error.kind === "gone" ? succeed(null) : rows;
  // A filter that was passed over would show other people's words here.
  return succeed(rows.value.rows.filter(({ ticket_id }) => ticket_id === null || String(ticket_id) === id));
}

function mapComments(id: ExternalId, rows: readonly ActionRow[], people: Directory, own: Own): DeskComment[] {
  return rows
    .toSorted((a, b) => a.id - b.id)
    .flatMap((row) => {
      const note = row.id === descriptionAction || isSystem(row) ? null : readNote(row, own.site);
      return note === null ? [] : [mapComment(id, row, note, people, own.clientId)];
    });
}

interface Own {
  clientId: string;
  /** Root of the instance. */
  site: string;
}

/** Neither an agent nor a person at the client, and no mail. */
function isSystem(row: ActionRow): boolean {
  return agentOf(row) === null && !isPerson(row) && !row.emailfrom;
}

function isPerson(row: ActionRow): boolean {
  return (row.actionby_user_id ?? 0) > 0;
}

/** By the numbers; the codes of `who_type` are not documented. */
function agentOf(row: ActionRow): number | null {
  const found = [row.actionby_agent_id, row.who_agentid].find((id) => (id ?? 0) > 0);
  return found ?? null;
}

function mapComment(
  ticketId: ExternalId,
  row: ActionRow,
  note: { body: string; format: "plain" | "markdown" },
  people: Directory,
  clientId: string,
): DeskComment {
  const agent = agentOf(row);
  const ours = row.actionby_application_id?.toLowerCase() === clientId.toLowerCase() || agent === people.ownAgentId;
  const isApi = ours || (agent !== null && people.agents.get(agent)?.isApi === true);
  return {
    externalId: toCommentId(ticketId, row.id),
    ...note,
    visibility: row.hiddenfromuser === false ? "public" : "internal",
    authorKind: agent === null ? "contact" : isApi ? "automation" : "technician",
    authorName: row.who || row.emailfrom,
    byUs: ours,
    createdAt: row.actiondatecreated ?? row.datetime ?? new Date(0),
  };
}

/** Numbers of actions are unique within their ticket only. */
export function toCommentId(ticketId: ExternalId | number, actionId: number): ExternalId {
  return ExternalId.parse(`${ticketId}:${actionId}`);
}
