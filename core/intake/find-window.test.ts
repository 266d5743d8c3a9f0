import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MaintenanceWindow } from "../../schemas/maintenance.ts";
import { ClientId } from "../../schemas/ids.ts";
import { findWindow, matchesName } from "./find-window.ts";

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
const acme = ClientId.parse(id(1));
const other = ClientId.parse(id(2));
const subject = { clientId: acme, resource: "SRV-1.acme.example", service: "disk" };

function window(change: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  return MaintenanceWindow.parse({
    id: id(9),
    kind: "maintenance",
    clientId: null,
    resource: null,
    service: null,
    startsAt: new Date("2026-03-01T00:00:00Z"),
    endsAt: null,
    recurrence: null,
    reason: "Patch night",
    owner: "ann",
    ...change,
  });
}
const nightly = (change: object = {}) =>
  window({ recurrence: { timeZone: "Europe/Berlin", days: [6], from: "22:00", minutes: 480, ...change } });
const until = (one: MaintenanceWindow, at: string) => {
  const found = findWindow([one], subject, new Date(at));
  return found ? (found.until?.toISOString() ?? "for ever") : "none";
};

describe("a window in which alerts open no ticket", () => {
  const once = window({ endsAt: new Date("2026-03-01T04:00:00Z") });
  const cases: readonly [string, MaintenanceWindow, string, string][] = [
    ["holds from its very start", once, "2026-03-01T00:00:00.000Z", "2026-03-01T04:00:00.000Z"],
    ["does not hold before", once, "2026-02-28T23:59:59.999Z", "none"],
    ["holds up to its end", once, "2026-03-01T03:59:59.999Z", "2026-03-01T04:00:00.000Z"],
    ["does not hold at its end", once, "2026-03-01T04:00:00.000Z", "none"],
    ["without an end goes on", window(), "2036-01-01T00:00:00Z", "for ever"],
    ["that comes again holds over midnight", nightly(), "2026-03-08T04:00:00Z", "2026-03-08T05:00:00.000Z"],
    ["that comes again is over at its end", nightly(), "2026-03-08T05:00:00Z", "none"],
    ["does not come on other days", nightly(), "2026-03-09T22:00:00Z", "none"],
    // On 29 March 2026 clocks in Berlin go from 02:00 to 03:00: eight hours end at 07:00 local.
    ["lasts its minutes over a change of the clocks", nightly(), "2026-03-29T04:00:00Z", "2026-03-29T05:00:00.000Z"],
    ["begins an hour of UTC earlier in summer", nightly(), "2026-07-04T20:00:00Z", "2026-07-05T04:00:00.000Z"],
    [
      "of several days is the one that ends last",
      nightly({ days: [6, 7] }),
      "2026-03-08T21:30:00Z",
      "2026-03-09T05:00:00.000Z",
    ],
    ["of another client does not hold", window({ clientId: other }), "2026-03-02T00:00:00Z", "none"],
    ["of this client does", window({ clientId: acme }), "2026-03-02T00:00:00Z", "for ever"],
    ["of another service does not", window({ service: "cpu" }), "2026-03-02T00:00:00Z", "none"],
    ["of this resource by a pattern does", window({ resource: "srv-*.acme.*" }), "2026-03-02T00:00:00Z", "for ever"],
  ];
  for (const [sentence, one, at, expected] of cases) it(sentence, () => assert.equal(until(one, at), expected));

  it("is the one that ends last, of several", () => {
    const found = findWindow([once, window({ reason: "Moving" })], subject, new Date("2026-03-01T01:00:00Z"));
    assert.equal(found?.window.reason, "Moving");
  });
});

describe("a name with stars", () => {
  const cases: readonly [string, string, boolean][] = [
    ["srv-1", "SRV-1", true],
    ["srv-1", "srv-10", false],
    ["srv-*", "srv-10", true],
    ["*.example", "a.example", true],
    ["*.example", "example", false],
    ["a*a", "a", false],
    ["a*b*c", "axxbyyc", true],
    ["a*b*c", "axxc", false],
    ["*", "", true],
  ];
  for (const [pattern, name, expected] of cases)
    it(`${pattern} ${expected ? "stands" : "does not stand"} for ${JSON.stringify(name)}`, () =>
      assert.equal(matchesName(pattern, name), expected));
});
