import fc from "fast-check";
import { type DeskName, deskNames } from "../../support/three-desks.ts";
import type { JudgedField } from "./book.ts";

/** One step of a run: plain data, so that a failing run can be kept as a file. `at` counts records from the newest on. */
export type Command =
  | { do: "edit"; desk: DeskName; at: number; field: JudgedField; pick: number }
  | { do: "say"; desk: DeskName; at: number; public: boolean }
  | { do: "reword" | "unsay" | "hide" | "show"; desk: DeskName; at: number; which: number }
  | { do: "merge"; desk: DeskName; at: number; into: number }
  | { do: "move" | "delete"; desk: DeskName; at: number }
  | { do: "open"; desk: DeskName }
  /** What becomes of the webhooks of a desk from now on. */
  | { do: "webhooks"; desk: DeskName; manner: "lost" | "twice" | "late" | "fine" }
  /** The next answer of this kind is dropped, after the desk has done what it was asked. */
  | { do: "drop"; desk: DeskName; of: "Create" | "Write" | "Comment" }
  | { do: "pause"; ms: number }
  /** Nothing is done until everything is known everywhere. */
  | { do: "rest" };

const desk = fc.constantFrom(...deskNames);
const at = fc.nat(3);
const edit = fc
  .record({ desk, at, field: fc.constantFrom("status", "status", "priority", "assignee", "title"), pick: fc.nat(9) })
  .map((edited): Command => ({ do: "edit", ...edited }));
const say = fc.record({ desk, at, public: fc.boolean() }).map((said): Command => ({ do: "say", ...said }));
const touch = fc
  .record({
    do: fc.constantFrom("reword", "reword", "unsay", "hide", "show"),
    // A journal of the third is never edited.
    desk: fc.constantFrom("autotask", "halopsa"),
    at,
    which: fc.nat(4),
  })
  .map((touched): Command => touched);
const rare = fc.oneof(
  fc.record({ desk, at, into: at }).map((merged): Command => ({ do: "merge", ...merged })),
  fc.record({ desk, at }).map((moved): Command => ({ do: "move", ...moved })),
  fc.record({ desk, at }).map((deleted): Command => ({ do: "delete", ...deleted })),
  desk.map((name): Command => ({ do: "open", desk: name })),
);
const webhooks = fc
  .record({ desk, manner: fc.constantFrom("lost", "twice", "late", "fine") })
  .map((sent): Command => ({ do: "webhooks", ...sent }));
const drop = fc
  .record({ desk, of: fc.constantFrom("Create", "Write", "Comment") })
  .map((dropped): Command => ({ do: "drop", ...dropped }));

const command: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: edit, weight: 8 },
  { arbitrary: say, weight: 5 },
  { arbitrary: touch, weight: 4 },
  { arbitrary: rare, weight: 4 },
  { arbitrary: webhooks, weight: 2 },
  { arbitrary: drop, weight: 2 },
  { arbitrary: fc.nat(300).map((ms): Command => ({ do: "pause", ms })), weight: 5 },
  { arbitrary: fc.constant<Command>({ do: "rest" }), weight: 1 },
);

/** What people and the network do in one run. */
export const commands = fc.array(command, { minLength: 16, maxLength: 40, size: "max" });
