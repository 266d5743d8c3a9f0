import type { Conflict } from "../../schemas/change.ts";
import type { Json } from "../../schemas/json.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, FieldValue, Ticket } from "../../schemas/ticket.ts";
import type { DeskRecord } from "../../core/ports/desk.ts";
import { editTicket, patchOf, valueOf } from "../../core/sync/edit-ticket.ts";
import { defaultPolicies, type FieldPolicies } from "../../core/sync/field-policy.ts";
import { historyStart, listCovered } from "../../core/sync/list-covered.ts";
import { decideObservation, type Observation } from "../../core/sync/observe.ts";
import { noteConfirmed, noteSending, planPush, type RawFields } from "../../core/sync/plan-push.ts";
import { buildLink, buildTicket } from "./merge-model-start.ts";
import { lensOf, ModelDesk, type ModelField, modelFields } from "./model-desk.ts";

/** Where a push may be disturbed. */
export type Fault =
  "none" | "crashBeforeCall" | "crashAfterCall" | "answerLost" | "movedAndBack" | "editBeforeWrite" | "editAfterWrite";
export interface PlannedEdit {
  field: ModelField;
  value: Json;
}
/** A record as read, and how much had happened there by then. */
interface Look {
  record: DeskRecord;
  edits: number;
  written: Partial<Record<FieldName, number>>;
}
/** An edit by a person, in the judge's own ledger. */
export interface HumanEdit {
  number: number;
  /** Taken back on the same desk before anybody looked, with nothing of ours written over it in between: as if never made. */
  undone: boolean;
  where: "A" | "B" | "hub";
  field: ModelField;
  value: Json;
}

const forEver = new Date("9999-01-01T00:00:00Z");

/** Two desks and the hub, driven by the product's own rules in the order of the push flow; no I/O, no real time. */
export class MergeModel {
  ticket: Ticket;
  readonly links: Record<"A" | "B", Link>;
  readonly desks: Record<"A" | "B", ModelDesk>;
  readonly conflicts: Conflict[] = [];
  readonly edits: HumanEdit[] = [];
  readonly #policies: FieldPolicies;
  readonly #looks: Partial<Record<"A" | "B", Look>> = {};
  #tick = 1_000;

  constructor(policies: FieldPolicies = defaultPolicies) {
    this.#policies = policies;
    const start = { title: "Disk full", status: "new", priority: 2, assignee: null } as const;
    this.desks = { A: new ModelDesk("A"), B: new ModelDesk("B") };
    this.ticket = buildTicket(start);
    this.links = { A: buildLink("A"), B: buildLink("B") };
    for (const name of ["A", "B"] as const) {
      const lens = lensOf(this.desks[name].dialect);
      for (const field of modelFields) {
        const written = lens.to(field, start[field]);
        const raw = written.kind === "raw" ? written.raw : null;
        this.desks[name].raw[field] = raw;
        this.links[name] = { ...this.links[name], fields: { ...this.links[name].fields, [field]: { rev: 1, raw } } };
      }
      this.#looks[name] = this.#read(name);
    }
  }

  editDesk(name: "A" | "B", edit: PlannedEdit): void {
    this.#step();
    if (this.desks[name].raw[edit.field] === edit.value) return; // nobody edits a field to what it is
    this.#remember(name, edit);
    this.desks[name].edit(edit.field, edit.value);
    this.#noteUndone(name, edit.field);
  }

  editHub(field: ModelField, value: FieldValue): void {
    this.#step();
    const cause = { by: { kind: "person" as const, name: "dispatcher" }, reason: "edited", ...this.#instant() };
    const before = this.ticket.rev;
    this.ticket = editTicket(this.ticket, patchOf(field, value), cause).ticket;
    if (this.ticket.rev > before) this.#remember("hub", { field, value: value ?? null });
  }

  /** A hint or poll that was read now. */
  observe(name: "A" | "B"): Observation {
    const startedAt = this.#step();
    const look = this.#read(name);
    return this.#take(name, look, startedAt);
  }

  /** A reading that is delivered late: taken before, observed now. */
  observeLate(name: "A" | "B", between: () => void): void {
    const startedAt = this.#step();
    const look = this.#read(name);
    between();
    this.#take(name, look, startedAt);
  }

  push(name: "A" | "B", fault: Fault, planted: PlannedEdit): void {
    // A process that died with a call on its way: for the next one that call has ended.
    if (this.links[name].wroteAt?.getTime() === forEver.getTime())
      this.links[name] = { ...this.links[name], wroteAt: this.#step() };
    const afterRev = this.ticket.rev;
    const startedAt = this.#step();
    const observed = this.#take(name, this.#read(name), startedAt, afterRev);
    if (observed.kind === "stale") return;
    if (fault === "movedAndBack") this.#moveAndBack(name, planted);
    const plan = planPush(this.ticket, this.links[name], modelFields, lensOf(this.desks[name].dialect));
    this.links[name] = plan.link;
    const owed: RawFields = { ...plan.before, ...plan.after };
    if (Object.keys(owed).length === 0) return;
    this.links[name] = { ...noteSending(this.ticket, plan.link, owed), wroteAt: forEver };
    if (fault === "crashBeforeCall") return;
    if (fault === "editBeforeWrite") this.editDesk(name, planted);
    this.desks[name].write(owed);
    if (fault === "crashAfterCall") return;
    if (fault === "answerLost") {
      this.links[name] = { ...this.links[name], wroteAt: this.#step() };
      return;
    }
    this.links[name] = { ...noteConfirmed(this.links[name], owed), wroteAt: this.#step() };
    if (fault === "editAfterWrite") this.editDesk(name, planted);
    this.observe(name);
  }

  /** Somebody edits the desk, and then others here, who end with what stood there when it was read. */
  #moveAndBack(name: "A" | "B", planted: PlannedEdit): void {
    const stood = valueOf(this.ticket, planted.field);
    // A desk that drops our value without a word, and shows somebody's, might have got theirs after it.
    if (planted.field === "priority" && stood === this.desks[name].dialect.refusedPriority) return;
    this.editDesk(name, planted);
    const moved: FieldValue =
      planted.field === "priority" ? (stood === 1 ? 2 : 1) : planted.field === "status" ? "held" : "Moved";
    this.editHub(planted.field, moved);
    this.editHub(planted.field, stood);
  }

  /** Whether any field of a link is shown instead of written. */
  heldFields(name: "A" | "B"): ReadonlySet<FieldName> {
    const entries = Object.entries(this.links[name].fields) as [FieldName, { held?: unknown }][];
    return new Set(entries.filter(([, field]) => field.held !== undefined).map(([field]) => field));
  }

  #take(name: "A" | "B", look: Look, startedAt: Date, afterRev = 0): Observation {
    const { record } = look;
    const endedAt = this.#step();
    const rules = {
      fields: modelFields,
      lens: lensOf(this.desks[name].dialect),
      policies: this.#policies,
      now: endedAt,
    };
    const observation = decideObservation(
      this.ticket,
      this.links[name],
      { record, startedAt, endedAt, afterRev },
      rules,
    );
    if (observation.kind === "taken") {
      // A reading that was dropped as stale showed nobody anything.
      this.#looks[name] = look;
      this.ticket = observation.ticket;
      this.links[name] = observation.link;
      this.conflicts.push(...observation.conflicts);
      this.#checkHistory(name);
    }
    return observation;
  }

  /** What the desk's history shows beside what its records showed, by the product's own rule. */
  #checkHistory(name: "A" | "B"): void {
    const since = historyStart(this.links[name]);
    if (since === undefined) return;
    const entries = this.desks[name].history
      .map((entry) => ({
        at: new Date(entry.version),
        byUs: entry.byUs,
        by: null,
        field: entry.field,
        detail: JSON.stringify(entry.raw),
      }))
      .filter((entry) => entry.at > since);
    const covered = listCovered(this.links[name], this.links[name], entries, this.ticket, new Date(this.#tick));
    this.links[name] = covered.link;
    for (const conflict of covered.conflicts) {
      this.conflicts.push({ ...conflict, theirs: JSON.parse(String(conflict.theirs)) as Json });
    }
  }

  #noteUndone(name: "A" | "B", field: ModelField): void {
    const look = this.#looks[name];
    if (
      !look ||
      look.written[field] !== this.desks[name].written[field] ||
      look.record.raw[field] !== this.desks[name].raw[field]
    )
      return;
    for (const edit of this.edits.slice(look.edits)) {
      if (edit.where === name && edit.field === field) edit.undone = true;
    }
  }

  #read(name: "A" | "B"): Look {
    const record = this.desks[name].read();
    return { record, edits: this.edits.length, written: { ...this.desks[name].written } };
  }

  #remember(where: HumanEdit["where"], edit: PlannedEdit): void {
    this.edits.push({ number: this.edits.length, undone: false, where, ...edit });
  }

  #step(): Date {
    this.#tick += 1;
    return new Date(this.#tick);
  }

  #instant() {
    const at = new Date(this.#tick);
    return { after: at, until: at, at };
  }
}
