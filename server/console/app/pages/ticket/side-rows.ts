import { oneOf } from "../../data/words.ts";
import { fixedFields } from "./field-words.ts";
import type { RecordOfTicket, SideOfRecord, TicketSides } from "./ticket-queries.ts";

/** One desk's word on one field; `side` undefined = the desk does not carry the field. */
export interface SideCell {
  record: RecordOfTicket;
  side: SideOfRecord | undefined;
}

export interface SideRow {
  field: string;
  ours: unknown;
  cells: readonly SideCell[];
  /** Name of the desk that decides, or how it is decided; null = the hub does. */
  decides: { kind: "desk"; name: string } | { kind: "latest" | "ask" | "hub" };
  /** Whether some desk does not say the same. */
  differs: boolean;
}

/** States in which both values are shown to somebody who may choose. */
export const choosable: readonly SideOfRecord["state"][] = [
  "conflict",
  "refused",
  "contested",
  "differs",
  "unmapped",
  "unsayable",
];
const working: readonly RecordOfTicket["state"][] = ["creating", "unknown", "active"];

/** Records that are read and written; the others are their end. */
export function isWorking({ state }: RecordOfTicket): boolean {
  return working.includes(state);
}

/** A ticket's fields, each with what every desk says of it; the hub's own dates and what no desk carries are left out. */
export function listSideRows({ fields, records }: TicketSides): readonly SideRow[] {
  const asked = records.filter((record) => isWorking(record) && record.sides !== null);
  const place = (field: string) => {
    const known = oneOf(fixedFields, field);
    return known ? fixedFields.indexOf(known) : fixedFields.length;
  };
  return fields
    .toSorted((one, other) => place(one.field) - place(other.field))
    .flatMap(({ field, value }): SideRow[] => {
      const cells = asked.map((record) => ({ record, side: record.sides?.find((side) => side.field === field) }));
      const sides = cells.flatMap(({ side }) => (side ? [side] : []));
      if (sides.length === 0) return [];
      return [{ field, ours: value, cells, decides: whoDecides(cells), differs: sides.some(isOff) }];
    });
}

function isOff({ state }: SideOfRecord): boolean {
  return state !== "equal" && state !== "ignored";
}

function whoDecides(cells: readonly SideCell[]): SideRow["decides"] {
  const sides = cells.flatMap(({ side }) => (side ? [side] : []));
  if (sides.some(({ collision }) => collision === "ask")) return { kind: "ask" };
  if (sides.length > 0 && sides.every(({ collision }) => collision === "latest")) return { kind: "latest" };
  const owner = cells.find(({ side }) => side?.owns);
  return owner ? { kind: "desk", name: owner.record.connection } : { kind: "hub" };
}

export function countConflicts(rows: readonly SideRow[]): number {
  return rows.reduce((sum, { cells }) => sum + cells.filter(({ side }) => side?.state === "conflict").length, 0);
}
