import { LeaseLost, takeDeliveries, type TakeDeps, type TakenSummary } from "../../core/flows/take-deliveries.ts";
import type { ConnectionLease } from "../../core/ports/stores.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { Node } from "./node.ts";

const leaseMs = 30_000;
/** Connections that one node takes deliveries of at the same time. */
const atOnce = 4;
/** How long a connection rests whose next delivery waits for its vendor. */
const restMs = 10_000;
/** How long a connection is taken from before others have their turn: one that floods never runs out. */
const turnMs = 200;

/** Leases connections with open deliveries, oldest first, and takes each one's deliveries in order. */
export async function runIntakePass(node: Node): Promise<{ again: boolean }> {
  const leases: ConnectionLease[] = [];
  for (let index = 0; index < atOnce; index++) {
    const lease = await node.claims.intake(node.name, leaseMs);
    if (!lease) break;
    leases.push(lease);
  }
  const left = await Promise.all(leases.map((lease) => takeTurn(node, lease)));
  return { again: leases.length === atOnce || left.includes(true) };
}

/** @returns whether there is more to take */
async function takeTurn(node: Node, lease: ConnectionLease): Promise<boolean> {
  const endsAt = node.world.clock.now().getTime() + turnMs;
  let waits = false;
  try {
    const opened = await node.connections.open(lease.tenantId, lease.connectionId);
    const adapter = opened?.instance.inbound;
    if (!adapter) throw new Error(`connection ${lease.connectionId} has deliveries and no inbound adapter`);
    const deps: TakeDeps = {
      ...node.world,
      unit: node.unit,
      adapter,
      isTransient: node.isTransient,
      failpoint: node.pushDeps.failpoint,
    };
    let summary: TakenSummary;
    do {
      summary = await inSpan("deliveries.take", { attributes: { connection: opened.connection.name } }, () =>
        takeDeliveries(deps, lease),
      );
      for (const wake of summary.wakes) node.signals.wake(wake);
    } while (summary.more && !node.stopping() && node.world.clock.now().getTime() < endsAt);
    waits = summary.waiting !== undefined;
    if (summary.waiting) await node.health.noteFailure(lease.tenantId, lease.connectionId, summary.waiting);
    else if (adapter.settle) await node.health.noteSuccess(lease.tenantId, lease.connectionId);
    return summary.more;
  } catch (cause) {
    if (!(cause instanceof LeaseLost)) throw cause;
    node.world.log.warn({ connection: lease.connectionId }, "another node took the connection's deliveries over");
    return false;
  } finally {
    await (waits ? node.claims.restIntake(lease, restMs) : node.claims.releaseIntake(lease));
  }
}
