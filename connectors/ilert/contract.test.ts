import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { must } from "../../test/contract/expect.ts";
import { describePagerContract } from "../../test/contract/pager-contract.ts";
import { buildPage, openPagerWorld } from "../../test/contract/pager-world.ts";
import { ilert } from "./index.ts";
import { startIlertSimulator } from "./simulator/index.ts";
import { parseTold } from "./webhook.ts";

const options = {
  connector: ilert,
  start: startIlertSimulator,
  addresses: { alert: { good: ["night", "default"], bad: ["night shift", "nächte", "x".repeat(101)] } },
  answers: ["acknowledge", "resolve"],
  signedBy: "hookSecret",
} as const;

describePagerContract(options);

const alert = (change: Parameters<typeof buildPage>[0] = {}) =>
  buildPage({ channel: "alert", address: "default", ...change });
const shown = (state: "open" | "acknowledged" | "ended") =>
  ({ thread: "t", state, by: "J. Doe", at: new Date(), text: `It is ${state}`, language: "en" }) as const;

describe("an alert in ilert", () => {
  it("is one for all pages of an escalation, and is accepted and resolved by its key", async (context) => {
    const world = await openPagerWorld(options, context);
    const page = alert();
    const { handle } = must(await world.pager.send(page));
    must(await world.pager.send(alert()));
    assert.equal(world.simulator.pages().length, 1);
    for (const [state, there] of [
      ["open", "open"],
      ["acknowledged", "acknowledged"],
      ["open", "acknowledged"],
      ["ended", "ended"],
    ] as const) {
      must((await world.pager.show?.({ page, handle }, shown(state))) ?? assert.fail());
      assert.equal(world.newest().state, there);
    }
  });
  for (const [change, settings, priority] of [
    [{ priority: 5 }, {}, "HIGH"],
    [{ priority: 2 }, { highUpTo: 2 }, "HIGH"],
    [{ priority: 3 }, { highUpTo: 2 }, "LOW"],
    [{ priority: 1, kind: "notice" }, {}, "LOW"],
    [{ priority: 1, kind: "test" }, {}, "HIGH"],
  ] as const)
    it(`is ${priority} as ${JSON.stringify(change)} with ${JSON.stringify(settings)}: LOW never escalates`, async (context) => {
      const world = await openPagerWorld(options, context, { settings });
      must(await world.pager.send(alert(change)));
      assert.match(world.newest().text, new RegExp(`priority ${priority}$`));
    });
});

describe("what ilert tells", () => {
  const parse = (body: string) => parseTold({ body: Buffer.from(body), headers: {}, receivedAt: new Date() });
  const bodyOf = (change: object) =>
    JSON.stringify({ id: "1", eventType: "alert-acknowledged", alertKey: "a:1", ...change });
  const answerOf = (body: string) => {
    const [item] = must(parse(body)).items;
    return item?.kind === "answer" ? item.answer : undefined;
  };
  for (const [event, action] of [
    ["incident-acknowledged", "acknowledge"],
    ["alert-acknowledged", "acknowledge"],
    ["incident-resolved", "resolve"],
    ["alert-auto-resolved", "resolve"],
    ["alert-escalation-ended", "failed"],
    ["alert-created", undefined],
    ["alert-comment-added", undefined],
    ["v-alert-not-resolved", undefined],
    ["constructor", undefined],
  ] as const)
    it(`${event} is ${action ?? "nothing"}`, () =>
      assert.equal(answerOf(bodyOf({ eventType: event }))?.action, action));
  it("names who accepted it, as well as it can", () => {
    const by = (assignedTo: object | null) => answerOf(bodyOf({ assignedTo }))?.by;
    assert.equal(by({ firstName: "J.", lastName: "Doe", email: "j@example.com" }), "J. Doe");
    assert.equal(by({ username: "jdoe", email: "j@example.com" }), "j@example.com");
    assert.equal(by(null), null);
  });
  it("has a number for an id as well", () => assert.equal(answerOf(bodyOf({ id: 7 }))?.action, "acknowledge"));
  it("of an alert without a key is about none of ours", () =>
    assert.equal(answerOf(bodyOf({ alertKey: null })), undefined));
  const sample = `{ "id": "2983781", "status": "ACCEPTED", "summary": "Disk "C:" full", "details": ""
    "reportTime": "2026-01-01T00:00:00Z", "eventType": "incident-acknowledged", "priority": "HIGH",
    "alertKey": "interdesk:escalation:0197", "alertSource": { "id": "99", "name": "x" } }`;
  it("is read although it is no JSON: a comma is missing, and quotes are not escaped", () => {
    const answer = answerOf(sample);
    assert.deepEqual(
      [answer?.action, answer?.about],
      ["acknowledge", { by: "thread", thread: "interdesk:escalation:0197" }],
    );
  });
  it("is not read where a text of somebody else's could stand for it", () =>
    assert.equal(parse(sample.replace('"C:"', '", "eventType": "incident-resolved", "')).ok, false));
  it("is not read where it was cut", () => assert.equal(parse(sample.slice(0, -10)).ok, false));
  it("in the same words has the same key, and otherwise another", () => {
    const keys = [bodyOf({}), bodyOf({}), bodyOf({ assignedTo: { email: "x@example.com" } })].map(
      (body) => must(parse(body)).deliveryKey,
    );
    assert.equal(keys[0], keys[1]);
    assert.notEqual(keys[0], keys[2]);
  });
});
