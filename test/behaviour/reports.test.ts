import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openApiClient } from "../support/api-world.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { type IntakeWorld, useIntakeWorld } from "../support/intake-world.ts";

interface Report {
  months: string[];
  rows: {
    client: string;
    month: string;
    opened: number;
    firings: number;
    alertTickets: number;
    folded: number | null;
    resolution: { met: number; breached: number; attainment: number | null };
    resolve: { medianMs: number | null };
  }[];
}
const title = "Disk of nas-1 is full";
const labels = { alertname: title, client: "acme-dental", severity: "warning" };
const month = new Date().toISOString().slice(0, 7);

/** As its monitoring tool dates it: fired at nine, clear at ten, and what fires after that. */
const [first, again] = ["2026-03-17T09:00:00Z", "2026-03-17T10:05:00Z"];

async function awaitTicket(intake: IntakeWorld, condition: string) {
  const { value } = await awaitUntil(`the alert ${condition}`, async () => {
    const ticket = await intake.titled(title);
    return ticket?.alerts[0]?.condition === condition ? ticket : undefined;
  });
  return value;
}

describe("a service report", () => {
  const intake = useIntakeWorld();

  it("counts tickets, targets and folded alerts of the month in which they were", async () => {
    const { api } = intake.world;
    const told = (status: "firing" | "resolved", startsAt: string) =>
      deliverAlerts(intake.world.hookUrl, [labels], status, startsAt);
    await told("firing", first);
    const { id } = await awaitTicket(intake, "firing");
    await told("resolved", first);
    await awaitTicket(intake, "clear");
    await told("firing", again);
    await awaitTicket(intake, "firing");
    await api.patch(`/tickets/${id}`, { status: "resolved" });
    const report = (await api.get(`/reports/service?from=2025-12&to=${month}`)) as Report;
    assert.equal(report.months.at(-1), month);
    assert.equal(report.rows.length, 1);
    const [row] = report.rows;
    assert.deepEqual([row?.month, row?.opened, row?.firings, row?.alertTickets, row?.folded], [month, 1, 2, 1, 0.5]);
    assert.deepEqual(row?.resolution, { met: 1, breached: 0, attainment: 1 });
    assert.ok((row?.resolve.medianMs ?? -1) >= 0);
  });

  it("shows who is held to some clients nothing of the others", async () => {
    const { api } = intake.world;
    const own = (await api.get("/tickets")) as { client: string }[];
    const client = own[0]?.client ?? assert.fail("no ticket");
    const { key } = (await api.post("/api-keys", { name: "portal", role: "viewer", clients: [client] })) as {
      key: string;
    };
    const ask = async (headers: Record<string, string>) => {
      const url = `${api.url}/api/v1/reports/service?from=${month}&to=${month}`;
      return ((await (await fetch(url, { headers })).json()) as Report).rows.map((row) => row.client);
    };
    assert.deepEqual(await ask({ authorization: `Bearer ${key}` }), [client]);
  });

  it("says what is wrong with months that cannot be", async () => {
    const ask = await openApiClient(intake.world, "reports");
    for (const [query, expected] of [
      ["from=2026-13&to=2026-12", /from: expected a month/],
      ["from=2026-05&to=2026-04", /lies before/],
      ["from=2020-01&to=2026-04", /expected 36 at most/],
      ["from=2026-04&to=2026-04&timeZone=Mars/Base", /timeZone: expected an IANA/],
    ] as const) {
      const { status, body } = await ask("GET", `/reports/service?${query}`);
      assert.equal(status, 422);
      assert.match(body.detail ?? "", expected);
    }
  });
});
