import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SlaPlan } from "../../schemas/sla-plan.ts";
import type { Priority, TicketStatus } from "../../schemas/ticket.ts";
import { compilePlan } from "./compile-plan.ts";
import { type ClockState, decideClocks } from "./decide-clocks.ts";
import { defaultPlan } from "./default-plan.ts";
import { buildTicket } from "./test-ticket.ts";

const minute = 60_000;
const start = Date.parse("2026-03-02T09:00:00Z");
/** Minutes after the beginning. */
const at = (minutes: number) => start + minutes * minute;

interface Story {
  priority?: Priority;
  statuses?: readonly (readonly [minutes: number, status: TicketStatus, by?: "rule"])[];
  words?: readonly number[];
  now: number;
  plan?: object;
  firstRound?: number;
}

function decide({ priority = 2, statuses = [], words = [], now, plan, firstRound = 1 }: Story): readonly ClockState[] {
  const compiled = compilePlan(plan === undefined ? defaultPlan : SlaPlan.parse(plan), 3);
  const moves = statuses.map(([minutes, status, by]) => ({ at: at(minutes), status, byPerson: by !== "rule" }));
  const ledger = {
    startedAt: start,
    statuses: [{ at: start, status: "new" as const, byPerson: true }, ...moves],
    words: words.map(at),
    queues: [],
    assigned: [],
    firstRound,
  };
  const ticket = buildTicket({ priority, status: statuses.at(-1)?.[1] ?? "new" });
  return decideClocks(ticket, ledger, { compiled, client: "Acme", theirs: null, now: new Date(at(now)) }).clocks;
}

/** Stage, due minute, end minute, and `!` when breached. */
function tell(clock: ClockState | undefined): string {
  if (!clock) return "none";
  const minutes = (date: Date | null) => (date === null ? "-" : String((date.getTime() - start) / minute));
  return `${clock.stage} due ${minutes(clock.dueAt)} end ${minutes(clock.endedAt)}${clock.breachedAt ? "!" : ""}`;
}

function find(clocks: readonly ClockState[], target: string, round = 1): string {
  return tell(clocks.find((clock) => clock.target === target && clock.round === round));
}

describe("the response target", () => {
  for (const [sentence, story, expected] of [
    ["runs from the beginning", { now: 10 }, "inProgress due 30 end -"],
    ["is broken when it is used up", { now: 30 }, "inProgress due 30 end -!"],
    ["is not broken a moment before", { now: 29 }, "inProgress due 30 end -"],
    ["ends with a technician's first public word", { words: [12, 20], now: 40 }, "completed due 30 end 12"],
    ["stays broken when the word came late", { words: [31], now: 40 }, "completed due 30 end 31!"],
    ["is kept by a word in the very instant", { words: [30], now: 40 }, "completed due 30 end 30"],
    ["is not ended by taking the ticket over", { statuses: [[5, "inProgress"]], now: 10 }, "inProgress due 30 end -"],
    ["ends when a person ends the ticket", { statuses: [[5, "resolved"]], now: 10 }, "completed due 30 end 5"],
    ["is void when a rule ends the ticket", { statuses: [[5, "resolved", "rule"]], now: 10 }, "cancelled due 30 end 5"],
    [
      "goes on when a rule's end is undone",
      {
        statuses: [
          [5, "resolved", "rule"],
          [15, "new"],
        ],
        now: 16,
      },
      "inProgress due 40 end -",
    ],
    [
      "does not come back once somebody has responded",
      {
        statuses: [
          [5, "resolved"],
          [60, "inProgress"],
        ],
        words: [4],
        now: 90,
      },
      "completed due 30 end 4",
    ],
  ] as const satisfies readonly (readonly [string, Story, string])[])
    it(sentence, () => assert.equal(find(decide(story), "response"), expected));

  it("ends with an acknowledgement where the policy takes that for an answer, but not with a rule's", () => {
    const plan = { policies: [{ name: "one", response: { 2: "30m" }, acknowledgementResponds: true }] };
    assert.equal(
      find(decide({ plan, statuses: [[7, "acknowledged"]], now: 10 }), "response"),
      "completed due 30 end 7",
    );
    assert.equal(
      find(decide({ plan, statuses: [[7, "acknowledged", "rule"]], now: 10 }), "response"),
      "inProgress due 30 end -",
    );
  });
});

describe("the resolution target", () => {
  for (const [sentence, story, expected] of [
    ["does not run while the client is waited for", { statuses: [[60, "pending"]], now: 90 }, "paused due - end -"],
    [
      "goes on with what it had left",
      {
        statuses: [
          [60, "pending"],
          [90, "inProgress"],
        ],
        now: 100,
      },
      "inProgress due 510 end -",
    ],
    ["runs while something else is waited for", { statuses: [[60, "held"]], now: 90 }, "inProgress due 480 end -"],
    [
      "is kept by a pause in the second in which it is due",
      { statuses: [[480, "pending"]], now: 500 },
      "paused due - end -",
    ],
    ["is broken before a later pause", { statuses: [[481, "pending"]], now: 500 }, "paused due 480 end -!"],
    [
      "is kept by an end in the second in which it is due",
      { statuses: [[480, "resolved"]], now: 500 },
      "completed due 480 end 480",
    ],
    [
      "ends once, at the first of several ends",
      {
        statuses: [
          [60, "resolved"],
          [90, "closed"],
        ],
        now: 500,
      },
      "completed due 480 end 60",
    ],
    ["is void when the ticket is cancelled", { statuses: [[60, "cancelled"]], now: 500 }, "cancelled due 480 end 60"],
    [
      "goes on after a reopening",
      {
        statuses: [
          [60, "resolved"],
          [1_060, "inProgress"],
        ],
        now: 1_100,
      },
      "inProgress due 1480 end -",
    ],
    ["is counted from the beginning at another priority", { priority: 1, now: 200 }, "inProgress due 240 end -"],
  ] as const satisfies readonly (readonly [string, Story, string])[])
    it(sentence, () => assert.equal(find(decide(story), "resolution"), expected));
});

describe("the update target", () => {
  it("asks for a first word, and for another so long after each", () => {
    const clocks = decide({ words: [10, 50], now: 60 });
    assert.equal(find(clocks, "update", 1), "completed due 30 end 10");
    assert.equal(find(clocks, "update", 2), "completed due 70 end 50");
    assert.equal(find(clocks, "update", 3), "inProgress due 110 end -");
    assert.equal(find(clocks, "update", 4), "none");
  });

  it("is broken when the next word is late, and begins anew with it", () => {
    const clocks = decide({ words: [10, 71], now: 75 });
    assert.equal(find(clocks, "update", 2), "completed due 70 end 71!");
    assert.equal(find(clocks, "update", 3), "inProgress due 131 end -");
  });

  it("does not run while the client is waited for, though it began in that time", () => {
    const clocks = decide({ statuses: [[5, "pending"]], words: [10], now: 200 });
    assert.equal(find(clocks, "update", 2), "paused due - end -");
    const back = decide({
      statuses: [
        [5, "pending"],
        [100, "inProgress"],
      ],
      words: [10],
      now: 200,
    });
    assert.equal(find(back, "update", 2), "inProgress due 160 end -!");
  });

  it("owes nothing after the end of the ticket", () => {
    assert.equal(
      find(decide({ words: [10], statuses: [[40, "resolved"]], now: 200 }), "update", 2),
      "cancelled due 70 end 40",
    );
  });

  it("asks for a word with the solution where there is no cadence", () => {
    const story = { priority: 4 as const, words: [10] };
    const solved = [[100, "resolved"]] as const;
    assert.equal(find(decide({ ...story, now: 90 }), "update", 2), "none");
    assert.equal(find(decide({ ...story, statuses: solved, now: 110 }), "update", 2), "inProgress due 160 end -");
    assert.equal(
      find(decide({ ...story, statuses: solved, words: [10, 120], now: 130 }), "update", 2),
      "completed due 160 end 120",
    );
  });

  it("takes a word shortly before the solution for the solution's", () => {
    const solved = [[100, "resolved"]] as const;
    const said = (minutes: number) => decide({ priority: 4, statuses: solved, words: [10, minutes], now: 110 });
    assert.equal(find(said(85), "update", 2), "completed due 160 end 100");
    assert.equal(find(said(84), "update", 2), "inProgress due 160 end -");
  });

  it("does not ask for the solution of what a rule has solved and the client has never heard of", () => {
    const solved = [[100, "resolved", "rule"]] as const;
    assert.equal(find(decide({ priority: 4, statuses: solved, now: 110 }), "update", 2), "none");
    assert.equal(
      find(decide({ priority: 4, statuses: solved, words: [10], now: 110 }), "update", 2),
      "inProgress due 160 end -",
    );
  });

  it("leaves settled rounds alone", () => {
    const rounds = decide({ words: [10, 50, 60], now: 70, firstRound: 3 }).filter(({ target }) => target === "update");
    assert.deepEqual(
      rounds.map(({ round }) => round),
      [3, 4],
    );
  });
});

describe("what clocks do", () => {
  const fires = (story: Story) =>
    decide(story)
      .find(({ target }) => target === "resolution")
      ?.fires.map(({ kind, at: when }) => `${kind} ${(when.getTime() - start) / minute}`);

  it("is to warn at shares of the target, and to break", () => {
    assert.deepEqual(fires({ now: 0 }), ["warning50 240", "warning75 360", "warning90 432", "breach 480"]);
  });

  it("moves with a pause, but for what lies before it", () => {
    const statuses = [
      [300, "pending"],
      [400, "inProgress"],
    ] as const;
    assert.deepEqual(fires({ statuses, now: 410 }), ["warning50 240", "warning75 460", "warning90 532", "breach 580"]);
  });

  it("is nothing once it has stopped in time, and the breach where it has not", () => {
    assert.deepEqual(fires({ statuses: [[300, "resolved"]], now: 310 }), []);
    assert.deepEqual(fires({ statuses: [[500, "resolved"]], now: 510 }), ["breach 480"]);
  });
});
