import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { OwnAgent } from "./list-types.ts";
import type { HaloClient } from "./client.ts";
import type { VendorField } from "../custom-fields.ts";
import { loadDirectory } from "./load-directory.ts";
import type { Settings } from "./manifest.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Lists and people change seldom; a changed one is seen within this. */
const freshMs = 15 * 60_000;
/** Who we are there is a large answer (about 2 MB) and hardly ever another one. */
const ownFreshMs = 24 * 3_600_000;

export interface Agent {
  id: number;
  name: string;
  /** Lower case; null = none. */
  email: string | null;
  /** Disabled and API-only agents are given no tickets. */
  assignable: boolean;
  isApi: boolean;
}
export interface TicketType {
  id: number;
  name: string;
  /** 1 incident, 2 change, 3 service request, 4 problem; the same everywhere. */
  itil: number | null;
  /** 0 = has none; null = not told. */
  slaId: number | null;
  offered: boolean;
  sequence: number;
}
export interface Outcome {
  id: number;
  name: string;
  hidesNote: boolean;
  sendsMail: boolean;
  /** Status that it sets unless told otherwise; 0 = leaves it. */
  newStatus: number;
  offered: boolean;
}

/** Lists and people of one instance, as needed to map values. */
export interface Directory {
  statuses: ReadonlyMap<number, string>;
  /** Names by number; one number has a name in each SLA. */
  priorities: ReadonlyMap<number, string>;
  /** Numbers that are offered in each SLA. */
  slaPriorities: ReadonlyMap<number, ReadonlySet<number>>;
  types: readonly TicketType[];
  teams: readonly { name: string; active: boolean }[];
  agents: ReadonlyMap<number, Agent>;
  outcomes: readonly Outcome[];
  /** Null = there is no such field, or it cannot be seen. */
  marker: { id: number; isText: boolean } | null;
  /** By number. Null = not asked for, since none is mapped, or not to be seen. */
  customFields: readonly VendorField[] | null;
  ownAgentId: number;
}

export type DirectorySource = () => Answer<Directory>;

/** Loads the directory once for all who ask, and again when it has grown old. */
export function createDirectorySource(
  client: HaloClient,
  settings: Settings & { needsCustomFields: boolean },
  clock: { now(): Date },
): DirectorySource {
  let known: { directory: Directory; at: number } | undefined;
  let own: { id: number; at: number } | undefined;
  let loading: Answer<Directory> | undefined;
  const now = () => clock.now().getTime();

  const findOwn = async (): Answer<number> => {
    if (own && now() - own.at < ownFreshMs) return succeed(own.id);
    const found = await readOwnAgent(client);
    if (!found.ok) return found;
    own = { id: found.value.id, at: now() };
    return succeed(own.id);
  };
  return async () => {
    if (known && now() - known.at < freshMs) return succeed(known.directory);
    loading ??= loadDirectory(client, settings, findOwn).finally(() => (loading = undefined));
    const loaded = await loading;
    if (loaded.ok) known = { directory: loaded.value, at: now() };
    return loaded;
  };
}

/** The agent that we sign in as. */
export async function readOwnAgent(client: HaloClient): Answer<{ id: number; name: string | null }> {
  const answer = await client.call({ method: "GET", path: "Agent/me", safe: true });
  return answer.ok ? parseWith(OwnAgent, answer.value) : answer;
}
