import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Refused } from "../../server/cli/client.ts";
import { openConfigurationWorld } from "../support/configuration-world.ts";

describe("a configuration that cannot be used", () => {
  it("is answered with line, path and what was expected, and changes nothing", async (context) => {
    const world = await openConfigurationWorld(context);
    const before = await world.exported();
    const refusal = async (asked: Promise<unknown>): Promise<string[]> => {
      const error = await asked.then(
        () => assert.fail("it was not refused"),
        (cause: unknown) => cause,
      );
      assert.ok(error instanceof Refused, String(error));
      return error.message.split("\n");
    };
    const problems = await refusal(
      world.apply(`interdesk: 1
clients: [{ name: Acme }, { name: Acme }]
connections:
  - name: halo
    connector: halopso
  - name: prom
    connector: alertmanager
    mode: live
    reason: none
  - name: psa
    connector: halopsa
    settings: { baseUrl: 7 }
    secrets: { clientSecret: in the clear }
rules: { storms: {} }
webhooks: [{ url: "ftp://told.example", types: [interdesk.ticket.opened] }]
`),
    );
    assert.deepEqual(
      problems.map((problem) => problem.replace(/:.*/, "")),
      ["line 13, connections.2.secrets.clientSecret", "line 14, rules.storms", "line 15, webhooks.0.url"],
    );
    assert.match(problems[0] ?? "", /expected \{ env: NAME \} or \{ file: PATH \}: a secret does not belong/);
    const deeper = await refusal(
      world.apply(`interdesk: 1
clients: [{ name: Acme }, { name: Acme }]
connections:
  - name: halo
    connector: halopso
  - name: prom
    connector: alertmanager
    secrets: { bearerToken: { env: PROM_TOKEN } }
  - name: psa
    connector: halopsa
    settings: { baseUrl: 7 }
    rules: { take: "record.titel" }
sla: { policies: [{ name: gold, response: { 1: 15m } }], assignments: [{ policy: silver, clients: [Delta] }] }
items: [{ client: Delta, name: srv-1, parents: [srv-2] }]
windows: [{ startsAt: "2026-03-01T00:00:00Z", reason: Patch night, owner: Anna }]
`),
    );
    assert.deepEqual(
      deeper.map((problem) => problem.replace(/[:,] characters.*|: .*/, "")),
      [
        "line 2, clients.1.name",
        "line 5, connections.0.connector",
        "line 8, connections.1.secrets.bearerToken",
        "line 9, connections.2.secrets.clientSecret",
        "line 9, connections.2.secrets.webhookSecret",
        "line 11, connections.2.settings.baseUrl",
        "line 11, connections.2.settings.clientId",
        "line 12, connections.2.rules.take",
        "line 13, sla.assignments.0.policy",
        "line 13, sla.assignments.0.clients.0",
        "line 14, items.0.client",
        "line 14, items.0.parents.0",
        "line 15, windows.0.endsAt",
      ],
    );
    assert.ok(deeper.some((problem) => problem.includes("PROM_TOKEN is not set, and no such secret is stored.")));
    assert.equal(await world.exported(), before);
  });
});
