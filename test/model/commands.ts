import fc from "fast-check";
import type { Json } from "../../schemas/json.ts";
import type { Ring } from "./ring.ts";
import { clientNames, type DeskName, deskNames, dialects, type SyncedField } from "./setting.ts";
import * as technician from "./technician.ts";
import type { Fault, Work } from "./worker.ts";

/** One step of a run: plain data, so that a failing run can be kept as a file. */
export type Command =
  | { do: "edit"; desk: DeskName; at: number; field: SyncedField; value: Json }
  | { do: "say"; desk: DeskName; at: number; public: boolean; same: boolean }
  | { do: "reword" | "unsay" | "hide" | "show"; desk: DeskName; at: number; which: number }
  | { do: "merge"; desk: DeskName; at: number; into: number }
  | { do: "move"; desk: DeskName; at: number; client: number }
  | { do: "delete"; desk: DeskName; at: number }
  | { do: "open"; desk: DeskName }
  | { do: "webhook"; desk: DeskName; pick: number; manner: "once" | "twice" | "lost" }
  /** Begins a piece of work and takes this many of its steps; the rest comes with `go`, or never. */
  | { do: "begin"; work: Work; desk: DeskName; pick: number; steps: number }
  | { do: "go"; pick: number; steps: number; fault: Fault }
  /** Everything in one desk, to its end: a poll and what is owed. */
  | { do: "pass"; desk: DeskName }
  | { do: "crash"; landing: boolean }
  | { do: "land" | "restart" };

const desk = fc.constantFrom(...deskNames);
const at = fc.nat(3);
const titles = ["Disk full", "  Disk is full  ", "Mail down", "A title longer than twelve letters"];
const people = ["ann@msp.example", "bob@msp.example", null];
const statuses: Readonly<Record<DeskName, readonly string[]>> = {
  A: Object.keys(dialects.A.statusIn),
  B: Object.keys(dialects.B.statusIn),
  C: [...Object.keys(dialects.C.statusIn), "Legacy"],
};

function valueOf(name: DeskName): fc.Arbitrary<{ field: SyncedField; value: Json }> {
  return fc.oneof(
    fc.constantFrom(...statuses[name]).map((value) => ({ field: "status" as const, value })),
    fc.integer({ min: 1, max: 5 }).map((value) => ({ field: "priority" as const, value })),
    fc.constantFrom(...people).map((value) => ({ field: "assignee" as const, value })),
    fc.constantFrom(...titles).map((value) => ({ field: "title" as const, value })),
    fc.constantFrom("Cleaned up.", "Nothing found.").map((value) => ({ field: "resolution" as const, value })),
  );
}

const edit = fc
  .tuple(desk, at)
  .chain(([name, which]) => valueOf(name).map((set): Command => ({ do: "edit", desk: name, at: which, ...set })));
const say = fc
  .record({ desk, at, public: fc.boolean(), same: fc.nat(3).map((chance) => chance === 0) })
  .map((said): Command => ({ do: "say", ...said }));
const touch = fc
  .record({ do: fc.constantFrom("reword", "reword", "unsay", "hide", "show"), desk, at, which: fc.nat(4) })
  .map((touched): Command => touched);
const rare = fc.oneof(
  fc.record({ desk, at, into: at }).map((merged): Command => ({ do: "merge", ...merged })),
  fc.record({ desk, at, client: fc.nat(2) }).map((moved): Command => ({ do: "move", ...moved })),
  fc.record({ desk, at }).map((deleted): Command => ({ do: "delete", ...deleted })),
  desk.map((name): Command => ({ do: "open", desk: name })),
);
const webhook = fc
  .record({ desk, pick: fc.nat(3), manner: fc.constantFrom("once", "once", "twice", "lost") })
  .map((sent): Command => ({ do: "webhook", ...sent }));
const begin = fc
  .record({
    work: fc.constantFrom("poll", "poll", "hint", "push", "push", "push", "reconcile"),
    desk,
    pick: fc.nat(2),
    steps: fc.nat(14),
  })
  .map((begun): Command => ({ do: "begin", ...begun }));
const go = fc
  .record({
    pick: fc.nat(3),
    steps: fc.integer({ min: 1, max: 12 }),
    fault: fc.constantFrom("none", "none", "lost", "refused"),
  })
  .map((gone): Command => ({ do: "go", ...gone }));
const pass = desk.map((name): Command => ({ do: "pass", desk: name }));
const crash = fc.boolean().map((landing): Command => ({ do: "crash", landing }));
const after = fc.constantFrom("land", "restart").map((kind): Command => ({ do: kind }));

/** What may happen next, the usual more often than the rare. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: edit, weight: 6 },
  { arbitrary: say, weight: 4 },
  { arbitrary: touch, weight: 4 },
  { arbitrary: rare, weight: 2 },
  { arbitrary: webhook, weight: 2 },
  { arbitrary: begin, weight: 8 },
  { arbitrary: go, weight: 8 },
  { arbitrary: pass, weight: 6 },
  { arbitrary: crash, weight: 1 },
  { arbitrary: after, weight: 1 },
);

export async function run(ring: Ring, command: Command): Promise<void> {
  ring.clock.pass();
  switch (command.do) {
    case "begin":
      return begun(ring, command);
    case "go":
      return goOn(ring, command);
    case "pass":
      return passThrough(ring, command.desk);
    case "webhook":
      return ring.deliver(command.desk, command.pick, command.manner);
    case "crash":
      return ring.crash(command.landing);
    case "land":
      return ring.land();
    case "restart":
      return ring.restart();
    default:
      return act(ring, command);
  }
}

type Hub = "begin" | "go" | "pass" | "webhook" | "crash" | "land" | "restart";

const touches = {
  reword: technician.reword,
  unsay: technician.unsay,
  hide: technician.hide,
  show: technician.show,
};

/** What a technician does. */
function act(ring: Ring, command: Exclude<Command, { do: Hub }>): void {
  const { desk: name } = command;
  switch (command.do) {
    case "edit":
      return technician.edit(ring, name, command.at, command.field, command.value);
    case "say":
      return technician.say(ring, name, command.at, command.public ? "public" : "internal", command.same);
    case "merge":
      return technician.merge(ring, name, command.at, command.into);
    case "move":
      return technician.move(ring, name, command.at, clientNames[command.client] ?? "nobody");
    case "delete":
      return technician.remove(ring, name, command.at);
    case "open":
      return technician.open(ring, name);
    default:
      return touches[command.do](ring, name, command.at, command.which);
  }
}

async function begun(ring: Ring, { work, desk: name, pick, steps }: Extract<Command, { do: "begin" }>): Promise<void> {
  const one = ring.begin(work, name, pick);
  for (let step = 0; one && step < steps; step++) if (!(await ring.step(one))) return;
}

async function goOn(ring: Ring, { pick, steps, fault }: Extract<Command, { do: "go" }>): Promise<void> {
  const one = ring.workers[pick % Math.max(1, ring.workers.length)];
  for (let step = 0; one && step < steps; step++) if (!(await ring.step(one, step === 0 ? fault : "none"))) return;
}

async function passThrough(ring: Ring, name: DeskName): Promise<void> {
  for (const work of ["poll", "hint", "push", "push"] as const) {
    const one = ring.begin(work, name);
    if (one) await ring.finish(one);
  }
}
