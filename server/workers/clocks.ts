import { fireClocks } from "../../core/flows/fire-clocks.ts";
import { recountClocks } from "../../core/flows/recount-clocks.ts";
import { tellDue } from "../../core/flows/tell-due.ts";
import type { Node } from "./node.ts";

/**
 * Clocks do what is due by the database's time, each once, whichever node comes first; then a new plan is followed, and
 * tickets say until when.
 */
export async function runClockPass(node: Node): Promise<{ again: boolean }> {
  const fired = await fireAll(node);
  const recounted = await recountOutdated(node);
  const told = await tellUntold(node);
  return { again: fired || recounted || told };
}

async function fireAll(node: Node): Promise<boolean> {
  let again = false;
  for (const tenantId of await node.claims.tenantsWithDueClocks()) {
    const { fired, again: more } = await fireClocks({ ...node.world, unit: node.unit }, tenantId);
    for (const { ticketId, target, kind, lateMs } of fired) {
      node.world.metrics.count("interdesk_sla_fires", { target, kind: kind === "breach" ? "breach" : "warning" });
      node.world.metrics.observe("interdesk_sla_fire_late_ms", {}, lateMs);
      if (kind === "breach")
        node.world.log.warn({ tenant: tenantId, ticket: ticketId, target, lateMs }, "an SLA target was breached");
    }
    again ||= more;
  }
  return again;
}

async function recountOutdated(node: Node): Promise<boolean> {
  let more = false;
  for (const tenantId of await node.claims.tenantsWithOutdatedClocks()) {
    const { again } = await recountClocks({ clock: node.world.clock, unit: node.unit }, tenantId);
    more ||= again;
  }
  return more;
}

async function tellUntold(node: Node): Promise<boolean> {
  let more = false;
  for (const tenantId of await node.claims.tenantsWithUntoldDue()) {
    const { told, again } = await tellDue({ ...node.world, unit: node.unit }, tenantId);
    if (told > 0) node.signals.wake("push");
    more ||= again;
  }
  return more;
}
