import type { Json } from "../../schemas/json.ts";
import type { FieldName, FieldValue, TicketFields, TicketStatus } from "../../schemas/ticket.ts";
import { ExternalId } from "../../schemas/ids.ts";
import type { DeskRecord, Lens } from "../../core/ports/desk.ts";

/** The fields that the model moves. */
export const modelFields = ["title", "status", "priority", "assignee"] as const satisfies readonly FieldName[];
export type ModelField = (typeof modelFields)[number];

/** How one desk names statuses: inward many-to-one, outward one-to-many lost, and one status that it cannot say. */
export interface Dialect {
  statusIn: Readonly<Record<string, TicketStatus>>;
  statusOut: Readonly<Partial<Record<TicketStatus, string>>>;
  /** Titles are cut here, and blanks trimmed. */
  titleLength: number;
  /** A priority that the desk takes with a smile and never stores. */
  refusedPriority: number | undefined;
}

export const dialects: Readonly<Record<"A" | "B", Dialect>> = {
  A: {
    statusIn: {
      "1": "new",
      "8": "inProgress",
      "19": "inProgress",
      "7": "pending",
      "12": "held",
      "9": "held",
      "5": "closed",
    },
    statusOut: {
      new: "1",
      acknowledged: "8",
      inProgress: "8",
      pending: "7",
      held: "12",
      resolved: "5",
      closed: "5",
      cancelled: "5",
    },
    titleLength: 12,
    refusedPriority: undefined,
  },
  B: {
    statusIn: {
      N: "new",
      A: "acknowledged",
      W: "inProgress",
      P: "pending",
      R: "resolved",
      C: "closed",
      X: "cancelled",
    },
    statusOut: {
      new: "N",
      acknowledged: "A",
      inProgress: "W",
      pending: "P",
      resolved: "R",
      closed: "C",
      cancelled: "X",
    },
    titleLength: 40,
    refusedPriority: 5,
  },
};

/** The judge's own table, apart from the dialects: which raw values and canonical values mean the same to a person. */
const meanings: Readonly<Record<string, string>> = {
  "1": "new",
  N: "new",
  new: "new",
  "8": "working",
  "19": "working",
  W: "working",
  A: "working",
  inProgress: "working",
  acknowledged: "working",
  "7": "waiting",
  P: "waiting",
  pending: "waiting",
  "12": "held",
  "9": "held",
  held: "held",
  "5": "over",
  R: "over",
  C: "over",
  X: "over",
  resolved: "over",
  closed: "over",
  cancelled: "over",
};

/** What a value of a field means to a person; equal meanings need no write. */
export function meaningOf(field: ModelField, value: Json | FieldValue | undefined): string {
  if (field === "status") return meanings[String(value)] ?? `?${String(value)}`;
  if (field === "title") return String(value).trim().slice(0, 12).trim();
  return String(value ?? "");
}

export function lensOf(dialect: Dialect): Lens {
  const shape = (text: string) => text.trim().slice(0, dialect.titleLength);
  return {
    from(field, raw) {
      if (field !== "status") return { kind: "value", value: raw as TicketFields[FieldName] };
      const value = dialect.statusIn[String(raw)];
      return value ? { kind: "value", value } : { kind: "unmapped", detail: `status ${String(raw)}` };
    },
    to(field, value) {
      if (field !== "status") return { kind: "raw", raw: value ?? null };
      const raw = dialect.statusOut[value as TicketStatus];
      return raw === undefined ? { kind: "unmapped", detail: `status ${String(value)}` } : { kind: "raw", raw };
    },
    isShapeOf: (field, sent, back) => field === "title" && typeof sent === "string" && shape(sent) === back,
  };
}

/** One desk with one record; it counts versions, keeps a history, and knows what it was told to write. */
export class ModelDesk {
  readonly name: "A" | "B";
  readonly dialect: Dialect;
  readonly raw: Partial<Record<FieldName, Json>> = {};
  readonly history: { version: number; byUs: boolean; field: FieldName; raw: Json }[] = [];
  version = 1;
  writes = 0;
  /** Our writes by field. */
  readonly written: Partial<Record<FieldName, number>> = {};

  constructor(name: "A" | "B") {
    this.name = name;
    this.dialect = dialects[name];
  }

  /** A technician sets a field. */
  edit(field: ModelField, value: Json): void {
    this.#set(field, value, false);
  }

  /** Our write, in the desk's own manner. */
  write(raw: Partial<Record<FieldName, Json>>): void {
    this.writes += 1;
    for (const [field, value] of Object.entries(raw) as [ModelField, Json][]) {
      this.written[field] = (this.written[field] ?? 0) + 1;
      if (field === "priority" && value === this.dialect.refusedPriority) continue;
      const shaped = field === "title" ? String(value).trim().slice(0, this.dialect.titleLength) : value;
      this.#set(field, shaped, true);
    }
    this.version += 1;
  }

  #set(field: FieldName, value: Json, byUs: boolean): void {
    this.raw[field] = value;
    this.version += 1;
    this.history.push({ version: this.version, byUs, field, raw: value });
  }

  read(): DeskRecord {
    return {
      externalId: ExternalId.parse(this.name),
      number: null,
      url: null,
      version: String(this.version).padStart(8, "0"),
      marker: null,
      clientRef: null,
      raw: { ...this.raw },
      createdAt: new Date(0),
      // The vendor's clock is its version: one tick a change.
      changedAt: new Date(this.version),
    };
  }
}
