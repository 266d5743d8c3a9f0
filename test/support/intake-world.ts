import assert from "node:assert/strict";
import { after, before } from "node:test";
import { sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import { awaitUntil, type DemoWorld } from "../../server/demo/world.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { type AlertLabels, deliverAlerts } from "./alertmanager.ts";
import { openTestWorld } from "./world.ts";

/** A hub to which an Alertmanager delivers, for the tests of what is typed about its alerts. */
export interface IntakeWorld {
  readonly world: DemoWorld;
  setRules(text: string): Promise<{ version: number; changed: boolean }>;
  /** @returns the outcome of the delivery */
  deliver(...alerts: AlertLabels[]): Promise<string>;
  titled(title: string): Promise<TicketView | undefined>;
  ticketOf(title: string): Promise<TicketView>;
  tenant(): Promise<TenantId>;
}

/** To be called once in a test file: the hub runs while its tests do. */
export function useIntakeWorld(): IntakeWorld {
  const closers: (() => Promise<void>)[] = [];
  let world: DemoWorld;
  before(async () => {
    world = await openTestWorld({ after: (run) => void closers.push(run) });
  });
  after(async () => {
    for (const close of closers) await close();
  });
  const titled = async (title: string) => {
    const found = (await world.tickets()).find((ticket) => ticket.title === title);
    return found && world.ticket(found.id);
  };
  return {
    get world() {
      return world;
    },
    setRules: (text) => world.api.post("/rules", { text }) as Promise<{ version: number; changed: boolean }>,
    async deliver(...alerts) {
      const id = await deliverAlerts(world.hookUrl, alerts);
      const { value } = await awaitUntil("the outcome", async () => {
        const { outcome } = (await world.api.get(`/deliveries/${id}`)) as { outcome: string };
        return outcome === "open" ? undefined : outcome;
      });
      return value;
    },
    titled,
    async tenant() {
      const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(world.hub.hub.db);
      return TenantId.parse(rows[0]?.id);
    },
    ticketOf: async (title) => (await titled(title)) ?? assert.fail(`no ticket "${title}"`),
  };
}
