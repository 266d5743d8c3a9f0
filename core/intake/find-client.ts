import type { ConfigurationItem } from "../../schemas/configuration-item.ts";
import type { ClientId } from "../../schemas/ids.ts";
import type { Steps } from "../expressions/count-steps.ts";
import type { WordLookup } from "./compile-lookups.ts";
import type { EventFacts } from "./event-facts.ts";

/** What the directory says of the words of a batch. Names and keys are in lower case. */
export interface KnownNames {
  clientsByRef: ReadonlyMap<string, ClientId>;
  clientsByName: ReadonlyMap<string, ClientId>;
  clientNames: ReadonlyMap<ClientId, string>;
  items: ReadonlyMap<string, readonly ConfigurationItem[]>;
  defaultClientId: ClientId | null;
}

export interface FoundClient {
  clientId: ClientId | null;
  /** The look-up that found it; `none` = none did. */
  by: "table" | "pattern" | "expression" | "item" | "default" | "rule" | "none";
  /** What was found, or tried in vain; for people. */
  detail: string;
}

/** Asks the look-ups in order; the first whose word is a client counts. */
export function findClient(
  lookups: readonly WordLookup[],
  facts: EventFacts,
  known: KnownNames,
  steps: Steps,
): FoundClient {
  const tried: string[] = [];
  for (const { by, label, find } of lookups) {
    const found = find(facts, steps);
    if (!found.ok || found.value === null) {
      tried.push(found.ok ? `${label} gives nothing` : `${label} fails: ${found.error}`);
      continue;
    }
    const word = found.value;
    const clientId = by === "table" ? known.clientsByRef.get(word) : known.clientsByName.get(word.toLowerCase());
    if (clientId !== undefined) return { clientId, by, detail: `${label} says "${word}"` };
    tried.push(by === "table" ? `${label} does not know "${word}"` : `${label} says "${word}", which is no client`);
  }
  return { clientId: null, by: "none", detail: tried.join("; ") };
}

/**
 * The configuration item that an event is about. Among several of one name the client's own counts; without a client, one that
 * is the only of its name tells the client too.
 */
export function findItem(
  lookups: readonly WordLookup[],
  facts: EventFacts,
  clientId: ClientId | null,
  known: KnownNames,
  steps: Steps,
): ConfigurationItem | null {
  for (const { find } of lookups) {
    const word = wordOf(find(facts, steps));
    const named = word === null ? [] : (known.items.get(word.toLowerCase()) ?? []);
    const own = clientId === null ? named : named.filter((item) => item.clientId === clientId);
    const [only, another] = own;
    if (only && another === undefined) return only;
  }
  return null;
}

/** Words that the look-ups give for an event, for the directory to be asked about at once. */
export function listWords(
  lookups: readonly WordLookup[],
  facts: EventFacts,
  steps: Steps,
): { refs: readonly string[]; names: readonly string[] } {
  const words = lookups.flatMap(({ by, find }) => {
    const word = wordOf(find(facts, steps));
    return word === null ? [] : [{ by, word }];
  });
  return {
    refs: words.filter(({ by }) => by === "table").map(({ word }) => word),
    names: words.filter(({ by }) => by !== "table").map(({ word }) => word),
  };
}

function wordOf(found: ReturnType<WordLookup["find"]>): string | null {
  return found.ok ? found.value : null;
}
