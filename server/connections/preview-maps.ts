import { z } from "zod";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import type { Desk, DeskRecord, Lens } from "../../core/ports/desk.ts";
import type { Result } from "../../core/ports/result.ts";
import type { Connection } from "../../schemas/connection.ts";
import { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName, FieldValue } from "../../schemas/ticket.ts";
import { ValueMaps } from "../../schemas/value-map.ts";
import { AppError } from "../api/problem.ts";
import { readConnection } from "../db/connections.ts";
import type { ConnectionServiceDeps } from "./connection-service.ts";

export const PreviewRequest = z.strictObject({
  maps: ValueMaps.default({}).describe("Tables that are not saved; a field that is left out goes by the saved ones."),
  record: ExternalId.optional().describe("The record's key there; absent = one that changed lately."),
});
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** One field of a record or a ticket, on both sides of the tables. */
export interface SeenValue {
  field: FieldName;
  theirs: Json;
  ours: Json;
  state: "mapped" | "ignored" | "unmapped";
  detail: string | null;
}

export interface MapsPreview {
  record: Pick<DeskRecord, "externalId" | "number" | "url"> | null;
  arrives: readonly SeenValue[];
  leaves: readonly SeenValue[];
}

/** Records that changed before are not looked for. */
const lookBackDays = 90;

/** What these tables make of a record, and of the ticket that it becomes: reads one record, writes nothing. */
export async function previewMaps(
  deps: ConnectionServiceDeps,
  connection: Connection,
  { maps, record: wanted }: PreviewRequest,
): Promise<MapsPreview> {
  const row = await readConnection(deps.db, deps.tenantId, connection.id);
  if (!row) throw new AppError("notFound", `There is no connection "${connection.name}".`);
  const secrets = await deps.vault.open(deps.tenantId, connection.id, row.secrets, row.secretsVersion);
  const proposed = { ...connection, maps: { ...connection.maps, ...maps } };
  const loaded = {
    connection: proposed,
    tenantId: deps.tenantId,
    secretVersions: [secrets],
    hookToken: undefined,
    startedAt: row.startedAt,
  };
  return deps.open.tryOut(loaded, async ({ desk }) => {
    if (!desk) throw new AppError("invalid", `The connection "${connection.name}" is no service desk.`);
    const lens = orSay(connection.name, await desk.openLens());
    const record = await findRecord(deps, connection.name, desk, wanted);
    if (!record) return { record: null, arrives: [], leaves: [] };
    const { externalId, number, url } = record;
    const arrives = desk.fields.flatMap((field) => readOne(lens, field, record.raw[field]));
    const leaves = arrives.flatMap(({ field, ours, state }) => (state === "mapped" ? writeOne(lens, field, ours) : []));
    return { record: { externalId, number, url }, arrives, leaves };
  });
}

async function findRecord(
  { clock }: Pick<ConnectionServiceDeps, "clock">,
  name: string,
  desk: Desk,
  wanted: ExternalId | undefined,
): Promise<DeskRecord | undefined> {
  if (wanted !== undefined) {
    const found = orSay(name, await desk.read([wanted], true)).get(wanted);
    if (!found) throw new AppError("notFound", `${name} has no record "${wanted}".`);
    return found;
  }
  const since = new Date(clock.now().getTime() - lookBackDays * 86_400_000);
  return orSay(name, await desk.listChanged(null, since)).records.at(-1);
}

function readOne(lens: Lens, field: FieldName, raw: Json | undefined): SeenValue[] {
  if (raw === undefined) return [];
  const read = lens.from(field, raw);
  const seen = { field, theirs: raw, ours: null, detail: null };
  switch (read.kind) {
    case "value":
      return [{ ...seen, ours: read.value ?? null, state: "mapped" }];
    case "ignored":
      return [{ ...seen, state: "ignored" }];
    case "unmapped":
      return [{ ...seen, state: "unmapped", detail: read.detail }];
  }
}

function writeOne(lens: Lens, field: FieldName, ours: Json): SeenValue[] {
  // What a lens has read is a value of this field.
  const written = lens.to(field, ours as FieldValue);
  const seen = { field, ours, theirs: null, detail: null };
  switch (written.kind) {
    case "raw":
      return [{ ...seen, theirs: written.raw, state: "mapped" }];
    case "ignored":
      return [{ ...seen, state: "ignored" }];
    case "unmapped":
      return [{ ...seen, state: "unmapped", detail: written.detail }];
  }
}

function orSay<T>(name: string, result: Result<T, ConnectorError>): T {
  if (result.ok) return result.value;
  throw new AppError("conflict", `${name} could not be asked: ${result.error.detail}`);
}
