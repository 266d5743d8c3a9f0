import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildCheckDelivery, type CheckNotification, readCheckNotification } from "./check-notification.ts";

const read = (type: string, state: string, more: Partial<CheckNotification> = {}) => {
  const result = readCheckNotification({ type, state, stateField: "service_state", ...more });
  return result.ok ? result.value : result.error;
};

describe("notifications of Nagios and its descendants", () => {
  const cases: readonly [sentence: string, type: string, state: string, more: Partial<CheckNotification>, string][] = [
    ["a service that is critical", "PROBLEM", "CRITICAL", {}, "firing high"],
    ["a warning", "PROBLEM", "WARNING", {}, "firing medium"],
    ["a service whose state cannot be told", "PROBLEM", "UNKNOWN", {}, "firing medium"],
    ["a host that is down", "PROBLEM", "DOWN", {}, "firing critical"],
    ["a host behind one that is down", "PROBLEM", "UNREACHABLE", {}, "firing medium"],
    ["a recovery, as bad as what it ends", "RECOVERY", "OK", { lastState: "CRITICAL" }, "clear high"],
    ["a recovery of a host", "RECOVERY", "UP", { lastState: "DOWN" }, "clear critical"],
    ["a recovery that does not say of what", "RECOVERY", "OK", { lastState: "OK" }, "clear info"],
    ["an end of flapping in order: the only resolve there will be", "FLAPPINGSTOP", "OK", {}, "clear info"],
    ["the same in Icinga's word", "FLAPPINGEND", "OK", {}, "clear info"],
    ["an end of flapping out of order", "FLAPPINGSTOP", "CRITICAL", {}, "firing high"],
    ["an end of a downtime out of order, which no problem follows", "DOWNTIMEEND", "CRITICAL", {}, "firing high"],
    ["an end of a downtime in order", "DOWNTIMEEND", "OK", {}, "clear info"],
    ["a downtime taken away", "DOWNTIMEREMOVED", "WARNING", {}, "firing medium"],
    ["a downtime cancelled", "DOWNTIMECANCELLED", "UP", {}, "clear info"],
    ["a state that is not confirmed yet", "DOWNTIMEEND", "CRITICAL", { stateType: "SOFT" }, "nothing"],
    ["a confirmed one", "DOWNTIMEEND", "CRITICAL", { stateType: "HARD" }, "firing high"],
    ["an end of a downtime in order, confirmed or not", "DOWNTIMEEND", "OK", { stateType: "SOFT" }, "clear info"],
    ["a downtime that begins", "DOWNTIMESTART", "CRITICAL", {}, "nothing"],
    ["flapping that begins", "FLAPPINGSTART", "CRITICAL", {}, "nothing"],
    ["a notification by hand", "CUSTOM", "CRITICAL", {}, "nothing"],
  ];
  for (const [sentence, type, state, more, expected] of cases)
    it(sentence, () => {
      const reading = read(type, state, more);
      const said =
        "kind" in reading && reading.kind === "event" ? `${reading.condition} ${reading.severity}` : "nothing";
      assert.equal("kind" in reading ? said : "a problem", expected);
    });

  it("an acknowledgement leaves the state as it is, and says by whom, ours included", () => {
    const event = (type: string, ourUser: string) => {
      const notification = { type, state: "WARNING", stateField: "service_state", author: "ann", comment: "on it" };
      const facts = { dedupKey: "h!s", host: "h", service: "s", output: "o", changedAt: new Date(0), clientHint: "c" };
      const parsed = buildCheckDelivery(notification, { ...facts, labels: {}, ourUser });
      const [item] = parsed.ok ? parsed.value.items : [];
      return item?.kind === "event" ? item.event : assert.fail("no event");
    };
    const theirs = event("ACKNOWLEDGEMENT", "");
    assert.deepEqual([theirs.condition, theirs.severity, theirs.title], ["firing", "medium", "s on h: WARNING"]);
    assert.deepEqual([theirs.acknowledgement, theirs.byUs], [{ state: "set", by: "ann", note: "on it" }, undefined]);
    assert.equal(event("ACKNOWLEDGEMENT", "ann").byUs, true);
    assert.deepEqual([event("PROBLEM", "ann").acknowledgement, event("PROBLEM", "ann").byUs], [undefined, undefined]);
  });

  it("what is no alert says who did what", () => {
    assert.deepEqual(read("CUSTOM", "OK", { author: "ops", comment: "Please look" }), {
      kind: "nothing",
      reason: "A notification that somebody sent by hand (ops): Please look",
    });
  });

  it("names a type and a state that are not known", () => {
    assert.deepEqual(
      [read("ALARM", "OK"), read("PROBLEM", "PENDING")].map((problem) => "path" in problem && problem.path),
      ["notification_type", "service_state"],
    );
  });
});
