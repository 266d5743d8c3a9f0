import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { FieldValue } from "../../schemas/ticket.ts";
import { type Fault, type HumanEdit, MergeModel, type PlannedEdit } from "./merge-model.ts";
import { meaningOf, type ModelField, modelFields } from "./model-desk.ts";

type Command =
  | { do: "editDesk"; desk: "A" | "B"; edit: PlannedEdit }
  | { do: "editHub"; field: ModelField; value: FieldValue }
  | { do: "observe"; desk: "A" | "B" }
  | { do: "observeLate"; desk: "A" | "B"; edit: PlannedEdit }
  | { do: "push"; desk: "A" | "B"; fault: Fault; planted: PlannedEdit };

const titles = ["Disk full", "  Disk is full  ", "Mail down", "A title longer than twelve letters"];
const people = ["ann@msp.example", "bob@msp.example", null];
const statuses = { A: ["1", "8", "19", "7", "12", "9", "5"], B: ["N", "A", "W", "P", "R", "C", "X"] };
const canonical = ["new", "acknowledged", "inProgress", "pending", "held", "resolved", "closed", "cancelled"] as const;

function deskEdit(desk: "A" | "B"): fc.Arbitrary<PlannedEdit> {
  return fc.oneof(
    fc.constantFrom(...statuses[desk]).map((value) => ({ field: "status" as const, value })),
    fc.integer({ min: 1, max: 5 }).map((value) => ({ field: "priority" as const, value })),
    fc.constantFrom(...people).map((value) => ({ field: "assignee" as const, value })),
    fc.constantFrom(...titles).map((value) => ({ field: "title" as const, value })),
  );
}

const hubEdit: fc.Arbitrary<Command> = fc
  .oneof(
    fc.constantFrom(...canonical).map((value) => ({ field: "status" as const, value: value as FieldValue })),
    fc.integer({ min: 1, max: 5 }).map((value) => ({ field: "priority" as const, value })),
    fc.constantFrom(...people).map((value) => ({ field: "assignee" as const, value })),
    fc.constantFrom(...titles).map((value) => ({ field: "title" as const, value })),
  )
  .map((edit) => ({ do: "editHub" as const, ...edit }));

const faults: readonly Fault[] = [
  "none",
  "none",
  "crashBeforeCall",
  "crashAfterCall",
  "answerLost",
  "movedAndBack",
  "editBeforeWrite",
  "editAfterWrite",
];
const command: fc.Arbitrary<Command> = fc.constantFrom("A" as const, "B" as const).chain((desk) =>
  fc.oneof(
    deskEdit(desk).map((edit) => ({ do: "editDesk" as const, desk, edit })),
    hubEdit,
    fc.constant({ do: "observe" as const, desk }),
    deskEdit(desk).map((edit) => ({ do: "observeLate" as const, desk, edit })),
    fc
      .tuple(fc.constantFrom(...faults), deskEdit(desk))
      .map(([fault, planted]) => ({ do: "push" as const, desk, fault, planted })),
  ),
);

function run(model: MergeModel, step: Command): void {
  switch (step.do) {
    case "editDesk":
      return model.editDesk(step.desk, step.edit);
    case "editHub":
      return model.editHub(step.field, step.value);
    case "observe":
      return void model.observe(step.desk);
    case "observeLate":
      return model.observeLate(step.desk, () => model.editDesk(step.desk, step.edit));
    case "push":
      return model.push(step.desk, step.fault, step.planted);
  }
}

const nothing: PlannedEdit = { field: "title", value: "unused" };

/** Input has stopped: polls and pushes go on until two rounds bring no write. Answers the rounds it took. */
function settle(model: MergeModel): number {
  for (let round = 1, quiet = 0; round <= 20; round++) {
    const before = model.desks.A.writes + model.desks.B.writes;
    for (const desk of ["A", "B"] as const) {
      model.observe(desk);
      model.push(desk, "none", nothing);
    }
    quiet = model.desks.A.writes + model.desks.B.writes === before ? quiet + 1 : 0;
    if (quiet === 2) return round;
  }
  return Number.POSITIVE_INFINITY;
}

function judgeEqual(model: MergeModel): void {
  for (const field of modelFields) {
    const hub = meaningOf(field, model.ticket.fields[field]);
    for (const desk of ["A", "B"] as const) {
      if (model.heldFields(desk).has(field)) continue;
      assert.equal(meaningOf(field, model.desks[desk].raw[field]), hub, `${field} on ${desk}`);
    }
  }
}

/** Every edit stands, was followed by a later one of the same field, is a listed conflict, or is visibly held where it was made. */
function judgeEdit(model: MergeModel, edit: HumanEdit): void {
  const meaning = meaningOf(edit.field, edit.value);
  const superseded = model.edits.some((later) => later.field === edit.field && later.number > edit.number);
  const stands = meaningOf(edit.field, model.ticket.fields[edit.field]) === meaning;
  const listed = model.conflicts.some(
    (conflict) =>
      conflict.field === edit.field &&
      [conflict.ours, conflict.theirs].some((value) => meaningOf(edit.field, value) === meaning),
  );
  const shown =
    edit.where !== "hub" &&
    model.heldFields(edit.where).has(edit.field) &&
    meaningOf(edit.field, model.desks[edit.where].raw[edit.field]) === meaning;
  assert.ok(stands || superseded || listed || shown, `edit ${JSON.stringify(edit)} vanished`);
}

describe("merging as a model: two desks, edits, loss, crash", () => {
  it("ends quiet and equal, and no edit vanishes, in 10,000 runs", () => {
    const property = fc.property(fc.array(command, { maxLength: 40 }), (steps) => {
      const model = new MergeModel();
      for (const step of steps) run(model, step);
      const writesBefore = model.desks.A.writes + model.desks.B.writes;
      assert.ok(settle(model) <= 10, "writes went on after the input had stopped");
      const crashes = steps.filter((step) => step.do === "push" && step.fault !== "none").length;
      const writes = model.desks.A.writes + model.desks.B.writes;
      assert.ok(
        writes <= 2 * model.edits.length + crashes,
        `${writes} writes (${writesBefore} before) for ${model.edits.length} edits`,
      );
      judgeEqual(model);
      for (const edit of model.edits.filter(({ undone }) => !undone)) judgeEdit(model, edit);
    });
    fc.assert(property, { numRuns: 10_000, verbose: 1 });
  });

  it("ends quiet when a desk's workflow sets the field back after each write", () => {
    const model = new MergeModel();
    model.editHub("status", "inProgress");
    for (let round = 0; round < 30; round++) {
      model.push("A", "none", nothing);
      if (model.desks.A.raw["status"] !== "1") model.desks.A.edit("status", "1");
      model.observe("A");
    }
    assert.ok(model.desks.A.writes <= 2, `${model.desks.A.writes} writes`);
  });
});
