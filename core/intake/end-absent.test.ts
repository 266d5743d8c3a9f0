import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import type { DeliveryId } from "../../schemas/ids.ts";
import type { EventAt } from "./batch.ts";
import { type DeliveredEvents, endAbsent } from "./end-absent.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 13, minute));

function alert(dedupKey: string, lastSeen: number): Alert {
  const facts = {
    dedupKey,
    title: `Title of ${dedupKey}`,
    severity: "high",
    raisedAt: at(0),
    lastSeenAt: at(lastSeen),
  };
  // Of an alert only these are looked at.
  return facts as unknown as Alert;
}

/** A delivery that came at this minute: keys that fire, and with a minus those that end. */
function delivery(minute: number, keys: readonly string[], isWhole = true): DeliveredEvents {
  const facts = { deliveryId: `d${minute}` as DeliveryId, receivedAt: at(minute), traceparent: null };
  const events = keys.map((key, ordinal): EventAt => {
    const event = {
      dedupKey: key.replace("-", ""),
      condition: key.startsWith("-") ? "clear" : "firing",
      severity: "low",
      title: `Now ${key}`,
      raisedAt: at(minute),
    };
    return { ...facts, ordinal, event: event as MonitorEvent };
  });
  return { delivery: facts, events, isWhole };
}

const told = (events: readonly EventAt[]) =>
  events.map(({ event, deliveryId, ordinal }) => [
    `${event.condition === "clear" ? "-" : ""}${event.dedupKey}`,
    deliveryId,
    ordinal,
  ]);

describe("full lists", () => {
  const cases: readonly (readonly [sentence: string, open: Alert[], deliveries: DeliveredEvents[], string[]])[] = [
    ["end what they do not name", [alert("a", 1), alert("b", 1)], [delivery(5, ["b"])], ["b d5 0", "-a d5 1"]],
    ["end all where they are empty", [alert("a", 1), alert("b", 1)], [delivery(5, [])], ["-a d5 0", "-b d5 1"]],
    ["end nothing where nothing is open", [], [delivery(5, ["a"])], ["a d5 0"]],
    [
      "end what the list before them in the batch named",
      [],
      [delivery(5, ["a"]), delivery(6, [])],
      ["a d5 0", "-a d6 0"],
    ],
    ["end nothing twice", [alert("a", 1)], [delivery(5, []), delivery(6, [])], ["-a d5 0"]],
    ["leave what has ended by itself", [alert("a", 1)], [delivery(5, ["-a"], false), delivery(6, [])], ["-a d5 0"]],
    ["let it fire again", [alert("a", 1)], [delivery(5, []), delivery(6, ["a"])], ["-a d5 0", "a d6 0"]],
    ["say nothing of what was seen after them", [alert("a", 9)], [delivery(5, [])], []],
    ["end what was seen at the same instant", [alert("a", 5)], [delivery(5, [])], ["-a d5 0"]],
    ["are no other deliveries", [alert("a", 1)], [delivery(5, ["b"], false)], ["b d5 0"]],
  ];
  for (const [sentence, open, deliveries, expected] of cases)
    it(sentence, () => {
      assert.deepEqual(
        told(endAbsent(open, deliveries)).map((one) => one.join(" ")),
        expected,
      );
    });

  it("end an alert as it was, at the time when the list was asked for", () => {
    const [{ event } = assert.fail("no end")] = endAbsent([alert("a", 1)], [delivery(5, [])]);
    assert.deepEqual(
      [event.title, event.severity, event.raisedAt, event.clearedAt],
      ["Title of a", "high", at(0), at(5)],
    );
  });

  it("leave open exactly what the last of them names, whatever came before", () => {
    const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
    fc.assert(
      fc.property(keys, fc.array(keys, { minLength: 1, maxLength: 6 }), (open, lists) => {
        const deliveries = lists.map((list, index) => delivery(index + 2, list));
        const left = new Set<string>(open);
        for (const { event } of endAbsent(
          open.map((key) => alert(key, 1)),
          deliveries,
        )) {
          if (event.condition === "firing") left.add(event.dedupKey);
          else assert.ok(left.delete(event.dedupKey), "only what is open ends");
        }
        assert.deepEqual([...left].toSorted(), (lists.at(-1) ?? []).toSorted());
      }),
    );
  });
});
