import { Document, isMap, isScalar, Scalar } from "yaml";
import type { ClientContact, ClientRunbook } from "../../schemas/client-guide.ts";
import { type TextPart, textParts } from "../../schemas/configuration.ts";
import type { ConfigurationState, KnownConnection } from "./load-state.ts";
import { toPart, writeFile } from "./text-parts.ts";
import { toWindowEntry } from "./windows.ts";

export const partNames = ["clients", "connections", "items", ...textParts, "webhooks", "windows"] as const;
export type PartName = (typeof partNames)[number];

const headOf = (schemaUrl: string) =>
  ` yaml-language-server: $schema=${schemaUrl}\n` +
  ' What is set up here. Look at what a change would do with "interdesk config diff FILE", and do it with\n' +
  ' "interdesk config apply FILE". A part that is left out stays as it is. Secrets are read where it is applied.';

/** The state as a file that would change nothing. @param parts only these @param schemaUrl where editors find its schema */
export function writeConfiguration(
  state: ConfigurationState,
  parts: readonly PartName[] = partNames,
  schemaUrl = "./interdesk.schema.json",
): string {
  const file = new Document({ interdesk: 1 });
  file.commentBefore = headOf(schemaUrl);
  for (const part of partNames.filter((name) => parts.includes(name))) {
    if (isTextPart(part)) {
      const kept = state.texts[part];
      if (kept) file.set(part, toPart(kept.text));
    } else file.set(part, file.createNode(entriesOf(state, part)));
  }
  separateParts(file);
  return writeFile(file);
}

function isTextPart(part: PartName): part is TextPart {
  return textParts.some((name) => name === part);
}

function entriesOf(state: ConfigurationState, part: Exclude<PartName, TextPart>): readonly object[] {
  switch (part) {
    case "clients":
      return state.clients.map(({ name, customers, contacts, runbooks }) => ({
        name,
        ...(customers.length > 0 ? { customers } : {}),
        ...(contacts.length > 0 ? { contacts: contacts.map(toContact) } : {}),
        ...(runbooks.length > 0 ? { runbooks: runbooks.map(toRunbook) } : {}),
      }));
    case "connections":
      return state.connections.map(toConnectionEntry);
    case "items":
      return state.items.map(({ client, name, kind, criticality, keys, parents }) => ({
        client,
        name,
        ...(kind === "" ? {} : { kind }),
        ...(criticality === "normal" ? {} : { criticality }),
        ...(keys.length === 0 ? {} : { keys }),
        ...(parents.length === 0 ? {} : { parents }),
      }));
    case "webhooks":
      return state.webhooks.map(({ url, types, clients, includeInternal, state: mode }) => ({
        url,
        types,
        ...(clients === null ? {} : { clients }),
        ...(includeInternal ? { includeInternal } : {}),
        // What the hub itself has disabled is not somebody's wish.
        ...(mode === "disabled" ? {} : { state: mode }),
      }));
    case "windows":
      return state.windows.map((window) => withoutNulls(toWindowEntry(window)));
  }
}

// The database keeps their parts in no order that people would choose.
const toContact = ({ name, role, phone, email, note }: ClientContact) =>
  withoutNulls({ name, role, phone, email, note });
const toRunbook = ({ title, when, url, text }: ClientRunbook) => withoutNulls({ title, when, url, text });

function toConnectionEntry(connection: KnownConnection) {
  const { name, connector, kind, mode, parkedReason, settings, secretNames, defaultClient, allowedFrom } = connection;
  const secrets = Object.fromEntries(secretNames.map((field) => [field, { env: variableOf(name, field) }]));
  return {
    name,
    connector,
    mode,
    ...(parkedReason === null ? {} : { reason: parkedReason }),
    settings,
    ...(secretNames.length === 0 ? {} : { secrets }),
    ...(defaultClient === null ? {} : { defaultClient }),
    ...(allowedFrom.length === 0 ? {} : { allowedFrom }),
    ...(kind === "desk" ? { rules: connection.rules, maps: connection.maps } : {}),
  };
}

/** `INTERDESK_HALO_UK_CLIENT_SECRET` for the secret `clientSecret` of `halo-uk`. */
export function variableOf(connection: string, field: string): string {
  const words = `interdesk_${connection}_${field.replace(/([a-z0-9])([A-Z])/g, "$1_$2")}`;
  return words.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

function withoutNulls(entry: object): object {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
}

/** An empty line before each part, for whoever reads it. */
function separateParts({ contents }: Document): void {
  if (!isMap(contents)) return;
  for (const pair of contents.items.slice(1)) {
    const key = isScalar(pair.key) ? pair.key : new Scalar(pair.key);
    key.spaceBefore = true;
    pair.key = key;
  }
}
