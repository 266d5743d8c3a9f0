import type { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";

/** Records of a desk that cannot be asked, as its messages have told them; kept in the database. */
export interface RecordShelf {
  /** Names this side of the connection; the same for ever. */
  readonly owner: string;
  get(ids: readonly ExternalId[]): Promise<ReadonlyMap<ExternalId, Json>>;
  /** Changes one record by itself: nothing comes between the reading and the writing. */
  update(id: ExternalId, change: (known: Json | undefined) => Json): Promise<void>;
}
