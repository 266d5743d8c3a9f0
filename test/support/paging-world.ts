import assert from "node:assert/strict";
import { sql } from "kysely";
import { startNtfySimulator } from "../../connectors/ntfy/simulator/index.ts";
import type { PagerSimulator, SimulatedPage } from "../../connectors/simulator-kit/pager-simulator.ts";
import { startSlackSimulator } from "../../connectors/slack/simulator/index.ts";
import { startTwilioSimulator, type TwilioSimulator } from "../../connectors/twilio/simulator/index.ts";
import { TenantId } from "../../schemas/ids.ts";
import { withTenant } from "../../server/db/tenant.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil, type DemoWorld } from "../../server/demo/world.ts";
import { deliverAlerts } from "./alertmanager.ts";
import { openTestWorld } from "./world.ts";

/** Numbers of the people in `plan`. */
export const phones = { ann: "+4930111111", ben: "+4930222222", boss: "+4930333333" };
export const channel = "C0123ABCDEF";

/** A hub with a monitoring tool, a service desk, and ways to people. */
export interface PagingWorld {
  world: DemoWorld;
  twilio: TwilioSimulator;
  slack: PagerSimulator;
  ntfy: PagerSimulator;
  tenantId: TenantId;
  setDuty(plan: object): Promise<void>;
  /** An alert fires. @returns its ticket */
  fire(alertname: string, severity: "critical" | "warning"): Promise<TicketView>;
  ticketOf(title: string): Promise<TicketView | undefined>;
  /** Waits for a message, call or post to an address that says this. */
  paged(pager: PagerSimulator, to: string, about: string): Promise<SimulatedPage>;
  /** As if so many minutes had gone by since the last step of the ticket's escalations. */
  letPass(ticketId: string, minutes: number): Promise<void>;
  escalationOf(
    ticketId: string,
  ): Promise<{ stage: string; by: string | null; via: string | null; reason: string | null }>;
}

const people = [
  {
    id: "ann",
    name: "Ann Keller",
    timeZone: "Europe/Berlin",
    email: "ann@msp.example",
    channels: [{ connection: "twilio", channel: "voice", address: phones.ann }],
    manager: "boss",
  },
  {
    id: "ben",
    name: "Ben Okafor",
    language: "de",
    timeZone: "Europe/Berlin",
    channels: [{ connection: "twilio", channel: "sms", address: phones.ben }],
  },
  {
    id: "boss",
    name: "Bo Lindt",
    timeZone: "Europe/Berlin",
    channels: [{ connection: "twilio", channel: "voice", address: phones.boss }],
  },
];

/** Ann is called and the channel is told, five minutes later Ben, then Ann's manager. */
export const plan = {
  people,
  schedules: [
    {
      id: "night",
      name: "Night",
      timeZone: "Europe/Berlin",
      layers: [{ name: "all", people: ["ann"], rotation: { unit: "day", handOver: "08:00" }, startsOn: "2026-01-01" }],
    },
  ],
  escalations: [
    {
      name: "wake",
      repeat: { times: 0 },
      steps: [
        { notify: [{ schedule: "night" }, { connection: "slack", channel: "chat", address: channel }] },
        { afterMinutes: 5, notify: [{ person: "ben" }] },
      ],
    },
  ],
  assignments: [{ policy: "wake", priorities: [1, 2] }],
  lastResort: [{ person: "boss" }],
};

/** @param alsoAllowed further addresses that the hub may call */
export async function openPagingWorld(
  context: { after(run: () => Promise<void>): void },
  alsoAllowed: readonly string[] = [],
): Promise<PagingWorld> {
  const twilio = await startTwilioSimulator();
  const slack = await startSlackSimulator();
  const ntfy = await startNtfySimulator();
  context.after(() => twilio.close());
  context.after(() => slack.close());
  context.after(() => ntfy.close());
  const own = [twilio.address, slack.address, ntfy.address];
  const world = await openTestWorld(context, { alsoAllowed: [...own, ...alsoAllowed] });
  await connect(world, "twilio", twilio);
  await connect(world, "slack", slack);
  await connect(world, "ntfy", ntfy);
  const { db } = world.hub.hub;
  const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(db);
  const tenantId = TenantId.parse(rows[0]?.id);
  const ticketOf = async (title: string) => {
    const found = (await world.tickets()).find((ticket) => ticket.title === title);
    return found && world.ticket(found.id);
  };
  const setDuty = async (text: object) => void (await world.api.post("/on-call", { text: JSON.stringify(text) }));
  await setDuty(plan);
  return {
    world,
    twilio,
    slack,
    ntfy,
    tenantId,
    setDuty,
    ticketOf,
    async fire(alertname, severity) {
      await deliverAlerts(world.hookUrl, [{ alertname, client: "acme-dental", severity }]);
      const { value } = await awaitUntil("its ticket", () => ticketOf(alertname));
      return value;
    },
    async paged(pager, to, about) {
      const { value } = await awaitUntil(`a page to ${to} about ${about}`, async () =>
        pager.pages().findLast((page) => page.to === to && page.text.includes(about)),
      );
      return value;
    },
    letPass: (ticketId, minutes) =>
      withTenant(db, tenantId, async (trx) => {
        await sql`update escalation set started_at = started_at - ${minutes} * interval '1 minute',
          stepped_at = stepped_at - ${minutes} * interval '1 minute', next_at = now()
          where ticket_id = ${ticketId} and stage = 'running'`.execute(trx);
      }),
    escalationOf: (ticketId) =>
      withTenant(db, tenantId, async (trx) => {
        const { rows: found } = await sql<{
          stage: string;
          by: string | null;
          via: string | null;
          reason: string | null;
        }>`
          select stage, ended_by as by, ended_via as via, ended_reason as reason from escalation
          where ticket_id = ${ticketId} order by started_at desc limit 1`.execute(trx);
        return found[0] ?? assert.fail("no escalation");
      }),
  };
}

async function connect(world: DemoWorld, name: string, simulator: PagerSimulator): Promise<void> {
  const { hookUrl } = (await world.api.post("/connections", {
    name,
    connector: name,
    settings: { ...simulator.settings },
    secrets: { ...simulator.secrets },
  })) as { hookUrl: string };
  simulator.registerWebhooks(hookUrl);
}
