import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();
const token = "a-token-of-25-characters.";

describe("findings of scanners", () => {
  let hookUrl = "";
  before(async () => {
    const connection = { name: "scans", connector: "findings", secrets: { token } };
    ({ hookUrl } = (await intake.world.api.post("/connections", connection)) as { hookUrl: string });
    const items = [{ client: "Acme Dental", name: "sql-1", keys: ["10.0.0.20"], criticality: "critical" }];
    await intake.world.api.post("/items", { items });
  });

  const csv = (...rows: string[]) => ["asset,id,severity,title", ...rows].join("\n");
  const outcomeOf = async (id: string) => {
    const ask = async () => {
      const { outcome } = (await intake.world.api.get(`/deliveries/${id}`)) as { outcome: string };
      return outcome === "open" ? undefined : outcome;
    };
    return (await awaitUntil("the outcome", ask)).value;
  };
  const handIn = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await intake.world.api.send("/connections/scans/deliveries", body, {
      "content-type": "text/csv",
      ...headers,
    });
    return outcomeOf((answer as { deliveryId: string }).deliveryId);
  };
  const statusOf = async (title: string) => (await intake.titled(title))?.fields.status;

  it("are tickets, weighed by the item that they are on", async () => {
    assert.equal(await handIn(csv("10.0.0.20,a,medium,Weak TLS", "10.0.0.20,b,low,Open telnet")), "applied");
    const { fields, client, alerts } = await intake.ticketOf("Weak TLS on 10.0.0.20");
    assert.deepEqual([client, fields.priority, alerts[0]?.condition], ["Acme Dental", 1, "firing"]);
    assert.equal((await intake.ticketOf("Open telnet on 10.0.0.20")).fields.priority, 2);
  });

  it("are one ticket each, however often they are found", async () => {
    const tickets = (await intake.world.tickets()).length;
    assert.equal(await handIn(csv("10.0.0.20,a,medium,Weak TLS", "10.0.0.20,b,low,Open telnet")), "applied");
    assert.equal((await intake.world.tickets()).length, tickets);
    assert.equal((await intake.ticketOf("Weak TLS on 10.0.0.20")).alerts[0]?.eventCount, 2);
  });

  it("stay where a scan was partial, and end with a full one that has them no more", async () => {
    await handIn(csv("10.0.0.20,a,medium,Weak TLS"), { "x-interdesk-scan": "partial" });
    assert.equal(await statusOf("Open telnet on 10.0.0.20"), "new");
    await handIn(csv("10.0.0.20,a,medium,Weak TLS"));
    assert.deepEqual(
      [await statusOf("Open telnet on 10.0.0.20"), await statusOf("Weak TLS on 10.0.0.20")],
      ["resolved", "new"],
    );
  });

  it("are not ended by a scan of something else, or by another tool", async () => {
    const sarif = { version: "2.1.0", runs: [{ tool: { driver: { name: "Other" } }, results: [] }] };
    const body = JSON.stringify(sarif);
    const headers = {
      "content-type": "application/sarif+json",
      authorization: `Bearer ${token}`,
      "x-interdesk-asset": "10.0.0.20",
    };
    const answer = await fetch(hookUrl, { method: "POST", headers, body });
    assert.equal(answer.status, 202);
    assert.equal(await outcomeOf(((await answer.json()) as { deliveryId: string }).deliveryId), "applied");
    await handIn(JSON.stringify({ asset: "10.0.0.2", findings: [] }), { "content-type": "application/json" });
    assert.equal(await statusOf("Weak TLS on 10.0.0.20"), "new");
  });

  it("end with a full scan that finds nothing", async () => {
    await handIn(JSON.stringify({ asset: "10.0.0.20", findings: [] }), { "content-type": "application/json" });
    assert.equal(await statusOf("Weak TLS on 10.0.0.20"), "resolved");
  });

  it("may be thousands in one report, which rules say is no storm", async () => {
    await intake.setRules("storm: { perMinute: 100000 }\nrules: [{ id: here, set: { desks: [] } }]\n");
    const rows = Array.from({ length: 5_000 }, (_row, index) => `10.0.0.20,n${index},low,Number ${index}`);
    assert.equal(await handIn(csv(...rows)), "applied");
    assert.equal(await statusOf("Number 4999 on 10.0.0.20"), "new");
    await handIn(JSON.stringify({ asset: "10.0.0.20", findings: [] }), { "content-type": "application/json" });
    assert.equal(await statusOf("Number 4999 on 10.0.0.20"), "resolved");
  });
});
