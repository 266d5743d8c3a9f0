import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Alert } from "../../schemas/alert.ts";
import type { Change } from "../../schemas/change.ts";
import type { Comment } from "../../schemas/comment.ts";
import type { CommentId } from "../../schemas/ids.ts";
import { alert, minute } from "../intake/test-events.ts";
import { testAt, testTicket as ticket, uuid } from "../sync/test-ticket.ts";
import { listIntakeEvents } from "./list-intake-events.ts";

const cleared = { condition: "clear", clearedAt: minute(20) } as const;

/** Types of what is told of an alert, without their beginning. */
function tell(before: Alert | undefined, after: Alert, isNew = before === undefined): string[] {
  const input = { alerts: new Map(before ? [["k", before]] : []) };
  const plan = { alerts: new Map([["k", { alert: after, isNew }]]), comments: [] };
  return listIntakeEvents(input, plan, []).map(({ type }) => type.replace("interdesk.alert.", ""));
}

describe("what is told of an alert after a batch of events", () => {
  for (const [title, before, after, expected] of [
    ["that is new", undefined, alert(), ["opened"]],
    ["that is new and over already", undefined, alert(cleared), ["opened", "ended"]],
    ["that was seen again", alert(), alert({ eventCount: 2 }), []],
    ["that is worse", alert(), alert({ severity: "critical" }), []],
    ["that is over", alert(), alert(cleared), ["ended"]],
    ["that nobody hears of", alert(), alert({ condition: "unknown" }), []],
    ["that nobody heard of, and is over", alert({ condition: "unknown" }), alert(cleared), ["ended"]],
    ["that is over and told so again", alert(cleared), alert({ ...cleared, eventCount: 2 }), []],
    ["that returns", alert(cleared), alert({ episode: 2 }), ["opened"]],
    ["that returns in the same episode", alert(cleared), alert(), ["opened"]],
    ["that was over and back within the batch", alert(), alert({ episode: 2 }), ["opened"]],
    ["that returned and is over", alert(cleared), alert({ ...cleared, episode: 2 }), ["opened", "ended"]],
  ] as const)
    it(`${title}: ${expected.join(", ") || "nothing"}`, () => {
      assert.deepEqual(tell(before, after), expected);
    });

  it("that is there and was not loaded: nothing", () => {
    assert.deepEqual(tell(undefined, alert(), false), []);
  });

  it("opened shows it firing although it is over by now", () => {
    const plan = { alerts: new Map([["k", { alert: alert(cleared), isNew: true }]]), comments: [] };
    const [opened] = listIntakeEvents({ alerts: new Map() }, plan, []);
    const names = { clients: new Map(), connections: new Map(), records: new Map() };
    assert.match(JSON.stringify(opened?.build(names)), /"condition":"firing".*"clearedAt":null/);
  });
});

describe("what is told of a ticket after a batch of events", () => {
  const work = { ticket, touched: false, startedAt: undefined };
  const changes: Change[] = [
    {
      ticketId: ticket.id,
      rev: 2,
      field: "priority",
      from: 3,
      to: 1,
      by: { kind: "rule", rule: "severity" },
      reason: "severity",
      at: testAt,
    },
  ];
  const note: Comment = {
    id: uuid(9) as CommentId,
    ticketId: ticket.id,
    rev: 1,
    body: "Again.",
    format: "plain",
    visibility: "internal",
    authorKind: "automation",
    authorName: "Interdesk",
    by: { kind: "rule", rule: "alertComment" },
    createdAt: testAt,
  };
  for (const [title, isNew, moved, comments, expected] of [
    ["that is new, with all that came in the batch", true, changes, [], ["opened"]],
    ["that has moved", false, changes, [], ["changed"]],
    ["that was only seen", false, [], [], []],
    ["on which something is noted", false, [], [note], ["commented"]],
    ["that is new and has a note", true, [], [note], ["opened", "commented"]],
  ] as const)
    it(`${title}: ${expected.join(", ") || "nothing"}`, () => {
      const plan = { alerts: new Map(), comments: [...comments] };
      const drafts = listIntakeEvents({ alerts: new Map() }, plan, [{ ...work, isNew, changes: [...moved] }]);
      assert.deepEqual(
        drafts.map(({ type, internal }) => [type.replace("interdesk.ticket.", ""), internal]),
        expected.map((type) => [type, type === "commented"]),
      );
    });
});
