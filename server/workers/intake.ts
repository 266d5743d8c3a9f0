import { setImmediate, setTimeout as pause } from "node:timers/promises";
import { LeaseLost, takeDeliveries, type TakeDeps, type TakenSummary } from "../../core/flows/take-deliveries.ts";
import type { ConnectionLease } from "../../core/ports/stores.ts";
import { inSpan } from "../telemetry/traces.ts";
import { type Loop, type Passed, startLoop } from "./loop.ts";
import type { Node } from "./node.ts";

const leaseMs = 30_000;
/** Connections that one node takes deliveries of at the same time. */
const atOnce = 4;
/** How long a connection rests whose next delivery waits for its vendor. */
const restMs = 10_000;
/** Where the process is later than this, senders wait for it: what has been taken waits instead, on disk … */
const mostLagMs = 500;
/** … but no longer than this, since somebody may have to be woken. */
const mostWaitMs = 1_000;
/** How soon a process that was late is asked whether it still is: as often as it measures itself. */
const lateMs = 100;
/** How long a connection is taken from before others have their turn: one that floods never runs out. */
const turnMs = 200;
/** After a turn it rests as long as the turn took, but no longer than this: the busier the hub, the more comes together. */
const mostGatherMs = 250;
/** Where nothing was due, the next look is this much later: in a flood each commit wakes the loop, and most looks were in vain. */
const vainMs = 25;
/** The database's clock tells when a rest is over, and a timer of this process wakes for it; ms. */
const timerMarginMs = 5;

/**
 * Leases connections with open deliveries, oldest first, and takes each one's deliveries in order. Each has a lane of its own: one
 * whose statement or vendor takes long keeps no other waiting.
 */
export function startIntake(node: Node, everyMs: number): Loop {
  const { log } = node.world;
  const running = new Set<Promise<void>>();
  let lanes = atOnce;
  let begunAt = 0;
  const mayBegin = () => node.lagMs() <= mostLagMs || node.world.clock.now().getTime() - begunAt > mostWaitMs;
  const run = async (lease: ConnectionLease): Promise<void> => {
    let ended = false;
    try {
      const gatherMs = await takeTurn(node, lease);
      setTimeout(() => loop.wake(), gatherMs + timerMarginMs).unref();
      ended = true;
    } catch (cause) {
      // It stays due, and is found again at the next look.
      log.error({ connection: lease.connectionId, err: cause }, "taking deliveries failed and will be repeated");
    } finally {
      lanes += 1;
    }
    // There may be more of it, and others may have waited for the lane.
    if (ended) loop.wake();
  };
  let vainAt = -Infinity;
  const pass = async (): Promise<Passed> => {
    const leftMs = vainAt + vainMs - performance.now();
    if (leftMs > 0) await pause(leftMs);
    while (lanes > 0 && !node.stopping()) {
      if (!mayBegin()) return { again: false, inMs: lateMs };
      const lease = await node.claims.intake(node.name, leaseMs);
      if (!lease || lease === "held") {
        vainAt = performance.now();
        return lease === "held" ? { again: false, inMs: vainMs } : { again: false };
      }
      begunAt = node.world.clock.now().getTime();
      lanes -= 1;
      const turn = run(lease).finally(() => void running.delete(turn));
      running.add(turn);
    }
    return { again: false };
  };
  const loop = startLoop({ name: "intake", everyMs, log, pass });
  return {
    wake: () => loop.wake(),
    async stop() {
      await loop.stop();
      await Promise.all(running);
    },
  };
}

/**
 * Takes what there is of one connection, and lets it rest: few large batches cost far less than many small ones.
 *
 * @returns for how long it rests; ms
 */
async function takeTurn(node: Node, lease: ConnectionLease): Promise<number> {
  const startedAt = node.world.clock.now().getTime();
  const tookMs = () => node.world.clock.now().getTime() - startedAt;
  let gatherMs = 0;
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
      breathe: () => setImmediate(),
    };
    const of = { ...lease, version: opened.connection.version };
    let summary: TakenSummary;
    do {
      summary = await inSpan("deliveries.take", { attributes: { connection: opened.connection.name } }, () =>
        takeDeliveries(deps, lease),
      );
      for (const wake of summary.wakes) node.signals.wake(wake);
    } while (summary.more && !node.stopping() && tookMs() < turnMs);
    gatherMs = summary.waiting ? restMs : Math.min(mostGatherMs, tookMs());
    if (summary.waiting) await node.health.noteFailure(of, summary.waiting);
    else if (adapter.settle) await node.health.noteSuccess(of);
  } catch (cause) {
    if (!(cause instanceof LeaseLost)) throw cause;
    node.world.log.warn({ connection: lease.connectionId }, "another node took the connection's deliveries over");
  } finally {
    await node.claims.restIntake(lease, gatherMs);
  }
  return gatherMs;
}
