import type { ConnectionId, ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";

/** Records that messages have told of; see `RecordShelf`. */
export interface ShelfStore {
  get(connectionId: ConnectionId, ids: readonly ExternalId[]): Promise<ReadonlyMap<ExternalId, Json>>;
  /** Under the record's lock. */
  update(connectionId: ConnectionId, id: ExternalId, change: (known: Json | undefined) => Json): Promise<void>;
}
