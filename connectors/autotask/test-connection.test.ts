import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "../../schemas/json.ts";
import { createLocalSlots } from "../http/local-slots.ts";
import { findFreePort } from "../../test/support/free-port.ts";
import { createVendorHttp } from "../http/vendor-http.ts";
import type { Faults } from "../simulator-kit/faults.ts";
import { autotask } from "./index.ts";
import { startAutotaskSimulator } from "./simulator/index.ts";

interface Change {
  settings?: Record<string, Json>;
  secrets?: Record<string, Json>;
  faults?: Partial<Faults>;
  /** Rights that the security level lacks. */
  denied?: readonly string[];
}

/** What an admin is told of a connection with something wrong. */
async function test(context: { after(run: () => Promise<void>): void }, change: Change) {
  const simulator = await startAutotaskSimulator();
  if (change.faults) simulator.setFaults(change.faults);
  simulator.deny(change.denied ?? []);
  const clock = { now: () => new Date() };
  const secrets = { ...simulator.secrets, ...change.secrets };
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address, nobody],
    secrets: Object.values(secrets).map(String),
    clock,
    random: () => 0,
  });
  context.after(async () => {
    await http.close();
    await simulator.close();
  });
  const settings = { ...simulator.settings, ...change.settings };
  const opened = autotask.open({ settings, secrets, secretVersions: [secrets], maps: {}, http, clock });
  const steps = await Array.fromAsync(opened.desk?.test() ?? assert.fail("no desk"));
  assert.equal(simulator.ledger().length, 0, "a test writes nothing");
  for (const { detail } of steps)
    for (const secret of Object.values(secrets)) assert.ok(!detail.includes(String(secret)), "no secret is told");
  return steps.find(({ ok }) => !ok)?.detail ?? "all well";
}

const nobody = `127.0.0.1:${await findFreePort()}`;

describe("what an admin is told, step by step", () => {
  const cases: readonly [string, Change, RegExp][] = [
    ["all is well", {}, /^all well$/],
    ["an unknown user", { settings: { userName: "nobody@northwind.example" } }, /knows no API user "nobody@northwind/],
    ["a wrong secret", { secrets: { secret: "wrong-secret-of-ours" } }, /refused the user name or secret \(401\)/],
    [
      "a wrong tracking identifier",
      { secrets: { integrationCode: "WRONGTRACKINGIDENTIFIER0000" } },
      /IntegrationCode is invalid/,
    ],
    ["nobody at the address", { settings: { zoneDiscoveryUrl: `http://${nobody}/` } }, /refused|reach|connect/i],
    ["a page instead of an answer", { faults: { badAnswer: { kind: "html", times: 9 } } }, /HTML|web page|not JSON/i],
    ["an answer that is cut", { faults: { badAnswer: { kind: "cut", times: 9 } } }, /JSON|unexpected|cut/i],
    ["too many calls", { faults: { answer429: 9, retryAfter: "60" } }, /limit/i],
    ["no right to add tickets", { denied: ["Tickets.Create"] }, /not allow adding tickets\./],
    [
      "no right to write notes",
      { denied: ["TicketNotes.Create", "TicketNotes.Update"] },
      /adding and editing ticket notes/,
    ],
    ["no right to see time entries", { denied: ["TimeEntries.Query"] }, /reading time entries/],
    ["no right to files", { denied: ["TicketAttachments.Create"] }, /adding ticket attachments/],
    ["no right to see companies", { denied: ["Companies.Query"] }, /reading companies/],
    ["no right to see contacts", { denied: ["Contacts.Query"] }, /reading contacts/],
    ["no right to the history", { denied: ["TicketHistory.Query"] }, /reading the ticket history/],
    ["no right to tombstones", { denied: ["DeletedTicketActivityLogs.Query"] }, /log of deleted ticket activities/],
    ["no right to webhooks", { denied: ["TicketWebhooks.Query"] }, /Webhooks for tickets .*Can create WebHooks/],
    [
      "no right to webhooks for notes",
      { denied: ["TicketNoteWebhooks.Query"] },
      /Webhooks for ticket notes .*Can create/,
    ],
    ["an outage", { faults: { answer503: 9 } }, /503/],
  ];
  for (const [sentence, change, words] of cases)
    it(sentence, async (context) => assert.match(await test(context, change), words));

  it("says each in words of its own", async (context) => {
    const told = await Promise.all(cases.map(([, change]) => test(context, change)));
    assert.equal(new Set(told).size, told.length);
  });
});
