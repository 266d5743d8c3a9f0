import { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { type ConnectorError, type ConnectorWorld, type Desk, fail, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { Created } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { publishAll, publishInternal } from "./map-in.ts";
import { buildProperties } from "./map-out.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

const noteTypeGeneral = 3;

export async function createTicket(
  client: AutotaskClient,
  world: ConnectorWorld<Settings, Secrets>,
  draft: Parameters<Desk["create"]>[0],
): Answer<{ externalId: ExternalId }> {
  const properties = buildProperties(draft.raw);
  const due = new Date(world.clock.now().getTime() + world.settings.dueHours * 3_600_000).toISOString();
  const answer = await client.call({
    method: "POST",
    path: "Tickets",
    json: {
      queueID: Number(world.settings.queueId),
      dueDateTime: due,
      ...properties,
      companyID: Number(draft.clientRef),
      externalID: draft.marker,
    },
    buckets: ["Tickets"],
    safe: false,
  });
  return toCreated(answer);
}

/** The number of what was made. An answer that cannot be read says nothing of whether it was made. */
async function toCreated(answer: Awaited<ReturnType<AutotaskClient["call"]>>): Answer<{ externalId: ExternalId }> {
  if (!answer.ok) return answer;
  const created = parseWith(Created, answer.value);
  if (!created.ok) return fail({ kind: "unknownOutcome", detail: created.error.detail });
  return succeed({ externalId: ExternalId.parse(String(created.value.itemId)) });
}

export async function writeTicket(client: AutotaskClient, id: number, properties: Record<string, Json>): Answer<void> {
  const answer = await client.call({
    method: "PATCH",
    path: "Tickets",
    json: { id, ...properties },
    buckets: ["Tickets"],
    safe: false,
  });
  return answer.ok ? succeed(undefined) : answer;
}

/** Written under the parent, read at the root; whether that counts as the one or the other is not known, so both are asked. */
export async function addNote(
  client: AutotaskClient,
  ticketId: number,
  comment: { body: string; visibility: "public" | "internal" },
): Answer<{ externalId: ExternalId }> {
  const title = comment.body.split("\n")[0]?.slice(0, 250) || "Note";
  const answer = await client.call({
    method: "POST",
    path: `Tickets/${ticketId}/Notes`,
    json: {
      ticketID: ticketId,
      title,
      description: comment.body.slice(0, 32_000),
      noteType: noteTypeGeneral,
      publish: comment.visibility === "public" ? publishAll : publishInternal,
    },
    buckets: ["Tickets", "TicketNotes"],
    safe: false,
  });
  return toCreated(answer);
}
