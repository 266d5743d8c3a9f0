import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { AgentRow, FieldRow, OutcomeRow, PriorityRow, StatusRow, TeamRow, TicketTypeRow } from "./list-types.ts";
import type { VendorField } from "../custom-fields.ts";
import type { HaloClient } from "./client.ts";
import type { Agent, Directory, Outcome, TicketType } from "./directory.ts";
import { readList } from "./envelopes.ts";
import type { Settings } from "./manifest.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** @param findOwn number of the agent that we sign in as */
export async function loadDirectory(
  client: HaloClient,
  settings: Settings & { needsCustomFields: boolean },
  findOwn: () => Answer<number>,
): Answer<Directory> {
  const statuses = await readList(client, "Status", "statuses", StatusRow);
  if (!statuses.ok) return statuses;
  const priorities = await readList(client, "Priority", "priorities", PriorityRow);
  if (!priorities.ok) return priorities;
  const types = await readTypes(client);
  if (!types.ok) return types;
  const teams = await readList(client, "Team", "teams", TeamRow);
  if (!teams.ok) return teams;
  const agents = await readAgents(client);
  if (!agents.ok) return agents;
  const outcomes = await readList(client, "Outcome", "outcomes", OutcomeRow);
  if (!outcomes.ok) return outcomes;
  const marker = await findMarkerField(client, settings.markerField);
  if (!marker.ok) return marker;
  const custom = settings.needsCustomFields ? await readCustomFields(client) : succeed(null);
  if (!custom.ok) return custom;
  const ownId = await findOwn();
  if (!ownId.ok) return ownId;
  // The filter by type does not work there: statuses of assets and quotes come along.
  const ofTickets = statuses.value.rows.filter(({ type }) => (type ?? 0) === 0);
  if (ofTickets.length === 0)
    return fail({ kind: "unreadable", path: "statuses", detail: "Halo lists no status of tickets." });
  return succeed({
    statuses: new Map(ofTickets.map(({ id, name }) => [id, name])),
    ...groupPriorities(priorities.value.rows),
    types: types.value.rows.filter(({ use }) => use === null || use === "ticket").map(toTicketType),
    teams: teams.value.rows
      .filter(({ forrequests }) => forrequests !== false)
      .map(({ name, inactive }) => ({ name, active: inactive !== true })),
    agents: agents.value,
    outcomes: outcomes.value.rows.map(toOutcome),
    marker: marker.value,
    customFields: custom.value,
    ownAgentId: ownId.value,
  });
}

/** All types, as administrators see them; an agent who is none may see those of its own. */
async function readTypes(client: HaloClient) {
  const all = await readList(client, "TicketType", "tickettypes", TicketTypeRow, { showall: true });
  if (all.ok || all.error.kind !== "forbidden") return all;
  return readList(client, "TicketType", "tickettypes", TicketTypeRow);
}

async function readAgents(client: HaloClient): Answer<ReadonlyMap<number, Agent>> {
  const query = { includeenabled: true, includedisabled: true, includeapiagents: true };
  const rows = await readList(client, "Agent", "results", AgentRow, query);
  if (!rows.ok) return rows;
  return succeed(
    new Map(
      rows.value.rows.map(({ id, name, email, isdisabled, isapiagent }) => [
        id,
        {
          id,
          name: name ?? "",
          email: email?.trim().toLowerCase() || null,
          assignable: isdisabled !== true && isapiagent !== true,
          isApi: isapiagent === true,
        },
      ]),
    ),
  );
}

/** A number stands for itself; a name is looked up, with or without the CF that all of them begin with. */
async function findMarkerField(client: HaloClient, wanted: string): Answer<Directory["marker"]> {
  if (/^\d+$/.test(wanted)) return succeed({ id: Number(wanted), isText: true });
  const rows = await readList(client, "FieldInfo", "fields", FieldRow);
  if (!rows.ok) {
    const detail = `The marker field cannot be looked up by name: ${rows.error.detail} Enter its number instead.`;
    return fail(rows.error.kind === "forbidden" || rows.error.kind === "gone" ? { ...rows.error, detail } : rows.error);
  }
  const bare = (name: string | null) => (name ?? "").toLowerCase().replace(/^cf/, "");
  const found = rows.value.rows.find(({ name }) => bare(name) === bare(wanted));
  return succeed(found ? { id: found.id, isText: (found.type ?? 0) === 0 } : null);
}

/** @returns null where the list of fields may not be seen */
export async function readCustomFields(client: HaloClient): Answer<readonly VendorField[] | null> {
  const rows = await readList(client, "FieldInfo", "fields", FieldRow);
  if (!rows.ok) return rows.error.kind === "forbidden" || rows.error.kind === "gone" ? succeed(null) : rows;
  return succeed(
    rows.value.rows.map(({ id, name, label }) => ({ key: String(id), label: label ?? name ?? String(id) })),
  );
}

function groupPriorities(
  rows: readonly { slaid: number | null; priorityid: number; name: string | null; ishidden: boolean | null }[],
): Pick<Directory, "priorities" | "slaPriorities"> {
  const names = new Map<number, Set<string>>();
  const bySla = new Map<number, Set<number>>();
  for (const { slaid, priorityid, name, ishidden } of rows) {
    names.set(priorityid, (names.get(priorityid) ?? new Set()).add(name ?? String(priorityid)));
    if (slaid !== null && ishidden !== true) bySla.set(slaid, (bySla.get(slaid) ?? new Set()).add(priorityid));
  }
  return {
    priorities: new Map([...names].map(([number, all]) => [number, [...all].join(" / ")])),
    slaPriorities: bySla,
  };
}

function toTicketType(row: ReturnType<typeof TicketTypeRow.parse>): TicketType {
  return {
    id: row.id,
    name: row.name,
    itil: row.itilrequesttype,
    slaId: row.default_sla ?? row.default_sla_id ?? row.sla_id,
    offered: row.cancreate !== false && row.visible !== false,
    sequence: row.sequence ?? Number.MAX_SAFE_INTEGER,
  };
}

function toOutcome(row: ReturnType<typeof OutcomeRow.parse>): Outcome {
  return {
    id: row.id,
    name: row.outcome ?? String(row.id),
    hidesNote: row.hidefromuser === true,
    sendsMail: row.sendemail === true || (typeof row.sendemail === "number" && row.sendemail !== 0),
    newStatus: row.newstatus ?? 0,
    offered: row.hidden !== true,
  };
}
