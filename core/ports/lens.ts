import type { Json } from "../../schemas/json.ts";
import type { FieldName, FieldValue, TicketFields } from "../../schemas/ticket.ts";

export type LensReading<F extends FieldName = FieldName> =
  | { kind: "value"; value: TicketFields[F] }
  /** The mapping says that this value is not carried over. */
  | { kind: "ignored" }
  /** No entry in the value map; the field alone stops, `detail` names what to map. */
  | { kind: "unmapped"; detail: string };
export type LensWriting =
  | { kind: "raw"; raw: Json }
  /** The mapping says that this value of ours is not written there. */
  | { kind: "ignored" }
  | { kind: "unmapped"; detail: string };

/**
 * The two-way mapping of field values, with everything it needs already loaded: pure and synchronous.
 * `from(to(x))` is stable after one pass.
 */
export interface Lens {
  from(field: FieldName, raw: Json): LensReading;
  to(field: FieldName, value: FieldValue): LensWriting;
  /** Which field of theirs a field is mapped to, where that is configured; undefined = it is always the same one. */
  placeOf?(field: FieldName): string | undefined;
  /** Whether `back` is what this vendor makes of `sent`: cut, trimmed, other line ends, text from HTML. */
  isShapeOf(field: FieldName, sent: Json, back: Json): boolean;
}
