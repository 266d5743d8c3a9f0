import type { ServiceNowClient } from "./client.ts";
import type { DirectorySource } from "./directory.ts";
import type { JournalReader } from "./journals.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { TicketRow } from "./api-types.ts";
import type { Settings } from "./manifest.ts";
import type { PeopleBook } from "./people.ts";

/** What the operations of one connected desk share. */
export interface DeskParts {
  client: ServiceNowClient;
  settings: Settings;
  maps: ValueMaps;
  /** What is read of a ticket, the mapped columns of the customer's own with it. */
  ticketRow: typeof TicketRow;
  directory: DirectorySource;
  people: PeopleBook;
  journals: JournalReader;
  clock: { now(): Date };
  /** Keys of entries and files that a write of this process has found to be its own. */
  claimed: Claims;
}

export interface Claims {
  add(key: string): void;
  has(key: string): boolean;
}

/** Older ones are of no use: only what was written in the last minutes is ever looked for. */
const mostClaims = 2_000;

export function createClaims(): Claims {
  const keys = new Set<string>();
  return {
    has: (key) => keys.has(key),
    add(key) {
      keys.add(key);
      const [oldest] = keys;
      if (keys.size > mostClaims && oldest !== undefined) keys.delete(oldest);
    },
  };
}
