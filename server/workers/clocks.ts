import type { Node } from "./node.ts";

const mostAtOnce = 200;

/** Fires SLA clocks that are due by the database's time, each once, whichever node comes first. */
export async function runClockPass(node: Node): Promise<{ again: boolean }> {
  let again = false;
  for (const tenantId of await node.claims.tenantsWithDueClocks()) {
    const fired = await node.unit.inTenant(tenantId, (stores) => stores.tickets.fireDueClocks(mostAtOnce));
    for (const { ticketId, target, lateMs } of fired) {
      node.world.metrics.count("interdesk_sla_breaches", { target });
      node.world.log.warn({ tenant: tenantId, ticket: ticketId, target, lateMs }, "an SLA target was breached");
    }
    again ||= fired.length === mostAtOnce;
  }
  return { again };
}
