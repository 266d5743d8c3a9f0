import { isDeepStrictEqual } from "node:util";
import type { ConfigurationFile } from "../../schemas/configuration.ts";
import type { ConfigurationState } from "./load-state.ts";
import type { Change } from "./plan-changes.ts";
import { nameWindow, toComparable, toWindowEntry } from "./windows.ts";
import type { PartName } from "./write-configuration.ts";

export interface Extra {
  part: PartName;
  name: string;
  /** Null = the file cannot take it away. */
  removal: Change | null;
}

/** What is set up and not named by a part that the file has; a part that it has not is none of its business. */
export function listExtra(file: ConfigurationFile, state: ConfigurationState): Extra[] {
  const { clients, connections, webhooks } = file;
  const wanted = file.windows?.map(toComparable);
  const windows = state.windows.filter(
    (window) => wanted && !wanted.some((one) => isDeepStrictEqual(one, toWindowEntry(window))),
  );
  const removals: Change[] = [
    ...windows.map((known) => ({
      part: "windows" as const,
      action: "remove" as const,
      name: nameWindow(known),
      known,
    })),
    ...state.webhooks
      .filter(({ url }) => webhooks && !webhooks.some((one) => one.url === url))
      .map((known) => ({ part: "webhooks" as const, action: "remove" as const, name: originOf(known.url), known })),
    ...state.connections
      .filter(({ name }) => connections && !connections.some((one) => one.name === name))
      .map((known) => ({ part: "connections" as const, action: "remove" as const, name: known.name, known })),
  ];
  return [
    ...state.clients
      .filter(({ name }) => clients && !clients.some((one) => one.name === name))
      .map(({ name }) => ({ part: "clients" as const, name, removal: null })),
    ...removals.map((removal) => ({ part: removal.part, name: removal.name, removal })),
  ];
}

/** The path of an address may be a secret of the receiver's. */
export function originOf(url: string): string {
  return new URL(url).origin;
}
