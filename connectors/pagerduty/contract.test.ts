import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { must } from "../../test/contract/expect.ts";
import { describePagerContract } from "../../test/contract/pager-contract.ts";
import { buildPage, openPagerWorld } from "../../test/contract/pager-world.ts";
import { pagerduty } from "./index.ts";
import { startPagerDutySimulator } from "./simulator/index.ts";
import { parseDelivery, verifyPagerDuty } from "./webhook.ts";

const options = {
  connector: pagerduty,
  start: startPagerDutySimulator,
  addresses: { alert: { good: ["Night shift"], bad: ["a\nb", "https://acme.pagerduty.com/services/P1"] } },
  answers: ["acknowledge", "resolve", "reopen"],
  signedBy: "webhookSecret",
} as const;

describePagerContract(options);

const incident = (change: Parameters<typeof buildPage>[0] = {}) =>
  buildPage({ channel: "alert", address: "Night shift", ...change });

describe("an incident in PagerDuty", () => {
  it("is one for all pages of an escalation, and follows what becomes of it as far as it can", async (context) => {
    const world = await openPagerWorld(options, context);
    const page = incident();
    const { handle } = must(await world.pager.send(page));
    must(await world.pager.send(incident()));
    assert.equal(world.simulator.pages().length, 1);
    const shown = { thread: page.thread, by: null, at: new Date(), text: "x", language: "en" } as const;
    for (const [state, there] of [
      ["open", "open"],
      ["acknowledged", "acknowledged"],
      ["open", "acknowledged"],
      ["ended", "ended"],
    ] as const) {
      must((await world.pager.show?.({ page, handle }, { ...shown, state })) ?? assert.fail());
      assert.equal(world.newest().state, there);
    }
  });
  for (const [change, severity] of [
    [{ priority: 1 }, "critical"],
    [{ priority: 2 }, "error"],
    [{ priority: 3 }, "warning"],
    [{ priority: 5 }, "info"],
    [{ priority: 1, kind: "notice" }, "info"],
  ] as const)
    it(`of ${JSON.stringify(change)} is ${severity}`, async (context) => {
      const world = await openPagerWorld(options, context);
      must(await world.pager.send(incident(change)));
      assert.match(world.newest().text, new RegExp(`severity ${severity}`));
    });
});

describe("what PagerDuty tells", () => {
  const user = { type: "user_reference", summary: "J. Doe" };
  const bodyOf = (event: object) =>
    Buffer.from(
      JSON.stringify({
        event: { id: "01", event_type: "incident.acknowledged", agent: user, data: { incident_key: "t" }, ...event },
      }),
    );
  const parse = (event: object) => must(parseDelivery({ body: bodyOf(event), headers: {}, receivedAt: new Date() }));
  const actionOf = (event: object) => {
    const [item] = parse(event).items;
    return item?.kind === "answer" ? item.answer.action : undefined;
  };
  const cases: readonly [sentence: string, event: object, action: string | undefined][] = [
    ["a person took it", {}, "acknowledge"],
    ["a person ended it", { event_type: "incident.resolved" }, "resolve"],
    ["our own acknowledgement comes back, by nobody", { agent: null }, undefined],
    ["… by an integration", { agent: { type: "inbound_integration_reference" } }, undefined],
    ["our own end comes back", { event_type: "incident.resolved", agent: null }, undefined],
    ["an acknowledgement has timed out, by nobody", { event_type: "incident.unacknowledged", agent: null }, "reopen"],
    ["a person opened it again", { event_type: "incident.reopened" }, "reopen"],
    ["it escalated there", { event_type: "incident.escalated" }, undefined],
    [
      "a note was written, whose data is no incident",
      { event_type: "incident.annotated", data: { content: "x" } },
      undefined,
    ],
    ["a ping", { event_type: "pagey.ping", data: null }, undefined],
    ["something that came later than this code", { event_type: "incident.task.created" }, undefined],
    ["a grouped incident without a key", { data: { incident_key: null } }, undefined],
  ];
  for (const [sentence, event, action] of cases)
    it(`${sentence}: ${action ?? "nothing"}`, () => assert.equal(actionOf(event), action));
  it("is known by the event's id", () => assert.equal(parse({}).deliveryKey, "01"));
  it("is signed as the vendor says, also while the secret is being changed", () => {
    const { vectors } = JSON.parse(
      readFileSync(new URL("../recordings/signature-vectors.json", import.meta.url), "utf8"),
    ) as { vectors: { vendor: string; secret: string; body: string; expected: string }[] };
    const { secret, body, expected } = vectors.find(({ vendor }) => vendor === "pagerduty") ?? assert.fail();
    const request = { method: "POST", query: {}, body: Buffer.from(body), receivedAt: new Date() };
    const headers = { "x-pagerduty-signature": expected };
    assert.equal(verifyPagerDuty({ ...request, headers }, [secret]).accepted, true);
    assert.equal(verifyPagerDuty({ ...request, headers }, ["another-secret-16"]).accepted, false);
    assert.equal(verifyPagerDuty({ ...request, headers }, []).accepted, false);
  });
});
