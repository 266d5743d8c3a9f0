import { isDeepStrictEqual } from "node:util";
import { createPatch, FILE_HEADERS_ONLY } from "diff";
import {
  type ClientEntry,
  type ConfigurationFile,
  type TextPart,
  textParts,
  type WebhookEntry,
  type WindowEntry,
} from "../../schemas/configuration.ts";
import type { ItemDraft } from "../../schemas/configuration-item.ts";
import type { NewConnectionInput } from "../connections/connection-service.ts";
import type { ConnectionPatch } from "../connections/configure-connection.ts";
import type { ItemRow } from "../db/items.ts";
import type { WebhookView } from "../db/webhooks.ts";
import { type Difference, listDifferences } from "./list-differences.ts";
import type { ConfigurationState, KnownConnection, KnownWindow } from "./load-state.ts";
import { listExtra, originOf } from "./list-extra.ts";
import { planConnections } from "./plan-connections.ts";
import { normaliseText } from "./text-parts.ts";
import { nameWindow, toComparable, toWindowEntry } from "./windows.ts";
import type { PartName } from "./write-configuration.ts";

/** Secrets in the clear, by connection and field. */
export type SecretValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One thing that becomes otherwise, with what is needed to do it. */
export type Change =
  | {
      part: "clients";
      action: "add" | "change";
      name: string;
      customers: ClientEntry["customers"];
      guide: Pick<ClientEntry, "contacts" | "runbooks">;
      differences: readonly Difference[];
    }
  | { part: "connections"; action: "add"; name: string; input: NewConnectionInput }
  | {
      part: "connections";
      action: "change";
      name: string;
      known: KnownConnection;
      patch: ConnectionPatch;
      differences: readonly Difference[];
    }
  | { part: "connections"; action: "remove"; name: string; known: KnownConnection }
  | { part: "items"; action: "add"; name: string; draft: ItemDraft }
  | { part: "items"; action: "change"; name: string; draft: ItemDraft; differences: readonly Difference[] }
  | { part: TextPart; action: "add" | "change"; name: string; text: string; parsed: object; lines: string }
  | { part: "webhooks"; action: "add"; name: string; entry: WebhookEntry }
  | {
      part: "webhooks";
      action: "change";
      name: string;
      known: WebhookView;
      entry: WebhookEntry;
      differences: readonly Difference[];
    }
  | { part: "webhooks"; action: "remove"; name: string; known: WebhookView }
  | { part: "windows"; action: "add"; name: string; entry: WindowEntry }
  | { part: "windows"; action: "remove"; name: string; known: KnownWindow };

export interface Plan {
  /** In the order in which they are to be done. */
  changes: readonly Change[];
  /** What is set up and not named by a part of the file that is there; it stays. */
  left: readonly { part: PartName; name: string }[];
}

export interface PlanInput {
  file: ConfigurationFile;
  state: ConfigurationState;
  /** The text of each part that the file has. */
  texts: Readonly<Partial<Record<TextPart, string>>>;
  /** Secrets that the file's references led to. */
  secrets: SecretValues;
  /** Those that are stored now, of the same connections. */
  stored: SecretValues;
  /** What the file does not name goes, where it can. */
  prune: boolean;
  now: Date;
}

/** What a file would change. Clients come first, since others name them; removals last. */
export function planChanges(input: PlanInput): Plan {
  const { file, state, prune } = input;
  const extra = listExtra(file, state);
  const removals = prune ? extra.flatMap(({ removal }) => removal ?? []) : [];
  return {
    changes: [
      ...planClients(file.clients ?? [], state),
      ...planConnections(input),
      ...planItems(file.items ?? [], state.items),
      ...textParts.flatMap((part) => planText(input, part)),
      ...planWebhooks(file.webhooks ?? [], state.webhooks),
      ...planWindows(file.windows ?? [], state.windows, input.now),
      ...removals,
    ],
    left: extra.filter(({ removal }) => !prune || removal === null).map(({ part, name }) => ({ part, name })),
  };
}

function planClients(entries: readonly ClientEntry[], { clients }: ConfigurationState): Change[] {
  return entries.flatMap(({ name, customers, contacts, runbooks }): Change[] => {
    const known = clients.find((client) => client.name === name);
    const fresh = customers.filter((one) => !known?.customers.some((other) => isDeepStrictEqual(one, other)));
    const guide = { ...(contacts ? { contacts } : {}), ...(runbooks ? { runbooks } : {}) };
    const before = { contacts: known?.contacts ?? [], runbooks: known?.runbooks ?? [] };
    const differences = listDifferences(before, { ...before, ...guide });
    if (known && fresh.length === 0 && differences.length === 0) return [];
    const action = known ? "change" : "add";
    return [
      { part: "clients", action, name, customers: fresh, guide: differences.length > 0 ? guide : {}, differences },
    ];
  });
}

function planItems(entries: readonly ItemDraft[], rows: readonly ItemRow[]): Change[] {
  const nameOf = ({ client, name }: Pick<ItemDraft, "client" | "name">) => `${client}: ${name}`;
  const known = new Map(rows.map((row) => [nameOf(row).toLowerCase(), row]));
  return entries.flatMap((draft): Change[] => {
    const name = nameOf(draft);
    const row = known.get(name.toLowerCase());
    if (!row) return [{ part: "items", action: "add", name, draft }];
    const { kind, criticality, parents } = row;
    const sorted = (keys: readonly string[]) => keys.toSorted();
    const from = { kind, criticality, keys: sorted(row.keys), parents: [...parents] };
    const to = {
      kind: draft.kind,
      criticality: draft.criticality,
      // Its own name is always a key of it.
      keys: sorted(draft.keys.filter((key) => key.toLowerCase() !== draft.name.toLowerCase())),
      parents: draft.parents,
    };
    const differences = listDifferences(from, to);
    return differences.length === 0 ? [] : [{ part: "items", action: "change", name, draft, differences }];
  });
}

function planText({ file, state, texts }: PlanInput, part: TextPart): Change[] {
  const parsed = file[part];
  const text = texts[part];
  if (parsed === undefined || text === undefined) return [];
  const kept = state.texts[part];
  const before = kept ? normaliseText(kept.text) : "";
  const after = normaliseText(text);
  if (kept && before === after) return [];
  const lines = createPatch(part, before, after, kept ? `version ${kept.version}` : "none", "as it would be", {
    headerOptions: FILE_HEADERS_ONLY,
  });
  return [{ part, action: kept ? "change" : "add", name: part, text: after, parsed, lines }];
}

function planWebhooks(entries: readonly WebhookEntry[], known: readonly WebhookView[]): Change[] {
  return entries.flatMap((entry): Change[] => {
    const name = originOf(entry.url);
    const view = known.find(({ url }) => url === entry.url);
    if (!view) return [{ part: "webhooks", action: "add", name, entry }];
    const differences = listDifferences(comparable(view, entry.state), comparable(entry, entry.state));
    return differences.length === 0
      ? []
      : [{ part: "webhooks", action: "change", name, known: view, entry, differences }];
  });
}

/** A state that the file does not name is none of its business. */
function comparable(
  {
    types,
    clients,
    includeInternal,
    state,
  }: Pick<WebhookView, "types" | "clients" | "includeInternal"> & {
    state?: string | undefined;
  },
  wanted: string | undefined,
) {
  return {
    types: types.toSorted(),
    clients: clients && clients.toSorted(),
    includeInternal,
    ...(wanted === undefined ? {} : { state }),
  };
}

function planWindows(entries: readonly WindowEntry[], known: readonly KnownWindow[], now: Date): Change[] {
  const there = known.map(toWindowEntry);
  return entries
    .filter(({ endsAt }) => endsAt === null || new Date(endsAt) > now)
    .filter((entry) => !there.some((one) => isDeepStrictEqual(one, toComparable(entry))))
    .map((entry) => ({ part: "windows", action: "add", name: nameWindow(entry), entry }));
}
