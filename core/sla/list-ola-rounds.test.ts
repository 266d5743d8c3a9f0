import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SlaPlan } from "../../schemas/sla-plan.ts";
import type { TicketStatus } from "../../schemas/ticket.ts";
import { checkPlan, compilePlan } from "./compile-plan.ts";
import { decideClocks } from "./decide-clocks.ts";
import { buildTicket } from "./test-ticket.ts";

const minute = 60_000;
const start = Date.parse("2026-03-02T08:00:00Z");
const at = (minutes: number) => start + minutes * minute;
const plan = SlaPlan.parse({
  policies: [{ name: "standard" }],
  olas: [
    { name: "gold", queues: ["Network"], clients: ["Acme"], resolution: { 3: "1h" } },
    { name: "network", queues: ["network", "Backbone"], response: { 3: "30m" }, resolution: { 3: "4h" }, warnAt: [50] },
  ],
});

interface Story {
  /** Queues by the minute in which the ticket came there. */
  queues: readonly [minutes: number, queue: string | null][];
  statuses?: readonly [minutes: number, status: TicketStatus, by?: "rule"][];
  assigned?: readonly number[];
  now: number;
  client?: string;
}

/** Target, round, stage, due minute, `!` when breached. */
function tell({ queues, statuses = [], assigned = [], now, client = "Borg" }: Story): string[] {
  const ledger = {
    startedAt: start,
    statuses: [
      { at: start, status: "new" as const, byPerson: false },
      ...statuses.map(([minutes, status, by]) => ({ at: at(minutes), status, byPerson: by !== "rule" })),
    ],
    words: [],
    queues: queues.map(([minutes, queue]) => ({ at: at(minutes), queue })),
    assigned: assigned.map(at),
    firstRound: 1,
  };
  const ticket = buildTicket({ priority: 3, status: statuses.at(-1)?.[1] ?? "new", queue: queues.at(-1)?.[1] ?? null });
  const rules = { compiled: compilePlan(plan, 1), client, theirs: null, now: new Date(at(now)) };
  return decideClocks(ticket, ledger, rules).clocks.map(({ target, round, stage, dueAt, breachedAt, policy }) => {
    const due = dueAt === null ? "-" : String((dueAt.getTime() - start) / minute);
    return `${policy} ${target} ${round} ${stage} ${due}${breachedAt ? "!" : ""}`;
  });
}

describe("what teams promise each other", () => {
  const cases: readonly [sentence: string, Story, expected: string[]][] = [
    ["is nothing in a queue of nobody's", { queues: [[0, "Service desk"]], now: 10 }, []],
    [
      "counts from the time at which the ticket comes to the queue",
      { queues: [[0, null], [60, "Network"]], now: 70 }, // prettier-ignore
      ["network olaResponse 2 inProgress 90", "network olaResolution 2 inProgress 300"],
    ],
    [
      "may be another for a client",
      { queues: [[0, "Network"]], now: 10, client: "acme" },
      ["gold olaResolution 1 inProgress 60"],
    ],
    [
      "is answered when somebody takes it up, not by a rule and not before it came",
      {
        queues: [[0, null], [60, "Network"]], // prettier-ignore
        statuses: [[10, "inProgress"], [65, "inProgress", "rule"]], // prettier-ignore
        assigned: [5, 80],
        now: 100,
      },
      ["network olaResponse 2 completed 90", "network olaResolution 2 inProgress 300"],
    ],
    [
      "is broken when nobody does in time",
      { queues: [[0, "Network"]], assigned: [40], now: 50 },
      ["network olaResponse 1 completed 30!", "network olaResolution 1 inProgress 240"],
    ],
    [
      "ends when it is handed on, and begins anew where it goes",
      { queues: [[0, "Network"], [20, "Service desk"], [50, "Backbone"]], now: 60 }, // prettier-ignore
      [
        "network olaResponse 1 completed 30",
        "network olaResolution 1 completed 240",
        "network olaResponse 3 inProgress 80",
        "network olaResolution 3 inProgress 290",
      ],
    ],
    [
      "does not count while the client or a vendor is waited for",
      { queues: [[0, "Network"]], statuses: [[10, "held"]], assigned: [5], now: 60 },
      ["network olaResponse 1 completed 30", "network olaResolution 1 paused -"],
    ],
    [
      "is kept by the end of the ticket",
      { queues: [[0, "Network"]], statuses: [[100, "resolved"]], assigned: [5], now: 300 },
      ["network olaResponse 1 completed 30", "network olaResolution 1 completed 240"],
    ],
  ];
  for (const [sentence, story, expected] of cases) it(sentence, () => assert.deepEqual(tell(story), expected));

  it("is checked with the plan", () => {
    const wrong = SlaPlan.parse({
      policies: [{ name: "standard" }],
      olas: [{ name: "network", queues: ["Network"], clients: ["Nobody"], calendar: "office" }],
    });
    assert.deepEqual(
      checkPlan(wrong, { clients: ["Acme"] }).map(({ path, detail }) => `${path.join(".")}: ${detail}`),
      [
        'olas.0.calendar: There is no calendar "office". There are: always.',
        'olas.0.clients.0: There is no client "Nobody".',
      ],
    );
  });
});
