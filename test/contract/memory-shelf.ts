import type { RecordShelf } from "../../connectors/contract.ts";
import type { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";

/** A shelf of one connection for as long as the case runs; values pass through JSON, as through a database. */
export function createMemoryShelf(): RecordShelf {
  const records = new Map<ExternalId, string>();
  return {
    owner: "contract-hub",
    get: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const known = records.get(id);
          return known === undefined ? [] : [[id, JSON.parse(known) as Json] as const];
        }),
      ),
    async update(id, change) {
      const known = records.get(id);
      records.set(id, JSON.stringify(change(known === undefined ? undefined : (JSON.parse(known) as Json))));
    },
  };
}
