import { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { type ConnectorError, type Desk, type DeskWrite, fail, isRefusal, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { One, TicketRow } from "./api-types.ts";
import { buildProperties } from "./build-properties.ts";
import type { Directory } from "./directory.ts";
import type { DeskParts } from "./parts.ts";
import { findByMarker } from "./read-tickets.ts";
import { tablePath } from "./read-page.ts";
import { readOne } from "./rows.ts";
import { buildResolving, ruleStatus, states } from "./rule-status.ts";
import { addContact } from "./words.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Whose tickets these are, beside our marker. */
const markerOwner = "Interdesk";

/**
 * Creates a ticket with our marker. Some refusals come although the row was made (insert allowed, reading it back not), so
 * a refused creation is looked for before it is told as refused.
 */
export async function createTicket(
  parts: DeskParts,
  draft: Parameters<Desk["create"]>[0],
): Answer<{ externalId: ExternalId }> {
  const directory = await parts.directory();
  if (!directory.ok) return directory;
  const { contact, ...raw } = draft.raw;
  const properties = await buildDraft(parts, directory.value, draft.clientRef, raw, contact ?? null);
  if (!properties.ok) return properties;
  const answer = await parts.client.call({
    method: "POST",
    path: tablePath(parts.settings.table),
    parameters: { sysparm_fields: "sys_id", sysparm_display_value: "false", sysparm_input_display_value: "false" },
    json: {
      ...properties.value,
      company: draft.clientRef,
      correlation_id: draft.marker,
      correlation_display: markerOwner,
    },
    safe: false,
  });
  if (!answer.ok) {
    const found = isRefusal(answer.error) ? await findByMarker(parts, [draft.marker]) : succeed([]);
    const [made] = found.ok ? found.value : [];
    return made ? succeed({ externalId: made.externalId }) : answer;
  }
  const one = parseWith(One, answer.value);
  const id = one.ok ? one.value.result["sys_id"] : undefined;
  // What cannot be read says nothing of whether it was made.
  if (typeof id !== "string" || id === "")
    return fail({ kind: "unknownOutcome", detail: "The answer to the creation names no sys_id." });
  return succeed({ externalId: ExternalId.parse(id) });
}

async function buildDraft(
  parts: DeskParts,
  directory: Directory,
  company: string,
  raw: DeskWrite["raw"],
  contact: Json,
): Answer<Record<string, string>> {
  const properties = buildProperties(raw, parts.maps);
  if (properties["hold_reason"] === "") delete properties["hold_reason"];
  if (properties["state"] === states.resolved) {
    const resolving = buildResolving(parts, directory, { code: "", notes: "" }, properties);
    if (!resolving.ok) return resolving;
    Object.assign(properties, resolving.value);
  }
  if (typeof contact !== "string") return succeed(properties);
  const caller = await parts.people.findCaller(company, contact);
  if (!caller.ok) return caller;
  if (caller.value) return succeed({ ...properties, caller_id: caller.value.id });
  const most = directory.lengths["description"] ?? 4_000;
  return succeed({ ...properties, description: addContact(properties["description"] ?? "", contact, most) });
}

/** One PATCH for all fields: state, code and notes of a resolution are checked by the instance together. */
export async function writeFields(parts: DeskParts, { externalId, raw }: DeskWrite): Answer<void> {
  const { contact, ...others } = raw;
  const properties = buildProperties(others, parts.maps);
  if (raw.status !== undefined || contact !== undefined) {
    const current = await readOne(parts.client, parts.settings.table, TicketRow, externalId);
    if (!current.ok) return current;
    const ruled = raw.status === undefined ? succeed({}) : await ruleStatus(parts, current.value, properties);
    if (!ruled.ok) return ruled;
    Object.assign(properties, ruled.value);
    const caller = contact === undefined ? succeed({}) : await findCaller(parts, current.value.company, contact);
    if (!caller.ok) return caller;
    Object.assign(properties, caller.value);
  }
  if (Object.keys(properties).length === 0) return succeed(undefined);
  return patchTicket(parts, externalId, properties);
}

export async function patchTicket(
  { client, settings }: DeskParts,
  id: ExternalId,
  properties: Readonly<Record<string, string>>,
): Answer<void> {
  const answer = await client.call({
    method: "PATCH",
    path: `${tablePath(settings.table)}/${encodeURIComponent(id)}`,
    parameters: { sysparm_fields: "sys_id", sysparm_display_value: "false", sysparm_input_display_value: "false" },
    json: properties,
    safe: false,
  });
  return answer.ok ? succeed(undefined) : answer;
}

/** A contact who is not there is left as it was. */
async function findCaller(parts: DeskParts, company: string | undefined, email: Json): Answer<Record<string, string>> {
  if (typeof email !== "string") return succeed({ caller_id: "" });
  if (!company) return succeed({});
  const found = await parts.people.findCaller(company, email);
  if (!found.ok) return found;
  return succeed(found.value ? { caller_id: found.value.id } : {});
}
