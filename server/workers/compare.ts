import { convalesce } from "../../core/flows/convalesce.ts";
import { type Comparison, reconcile } from "../../core/flows/reconcile.ts";
import type { Json } from "../../schemas/json.ts";
import type { DueConnection } from "../db/claims.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import { type Node, openDesk } from "./node.ts";

const mostLanes = 2;
/** A million tickets take hours; the lease ends with its process anyway. */
const leaseMs = 6 * 3_600_000;
const everyMs = 24 * 3_600_000;
/** A comparison that failed is begun again after this. */
const againMs = 15 * 60_000;
/** While its tenant recovers, others wait for it. */
const recoverAgainMs = 20_000;
/** Differences that a report names; the others are counted. */
const mostNamed = 500;

/** Compares the desks whose turn it is, record by record, and takes over what was missed. */
export function createCompareLanes(node: Node): Pick<LaneOptions<DueConnection>, "most" | "list" | "keyOf" | "run"> {
  return {
    most: mostLanes,
    list: (most) => node.claims.comparable(most),
    keyOf: ({ connectionId }) => connectionId,
    async run({ tenantId, connectionId }) {
      const turn = await node.claims.beginTurn("compare", { tenantId, connectionId }, node.name, leaseMs);
      if (!turn) return false;
      let report: Json = null;
      let nextInMs = againMs;
      try {
        const target = await openDesk(node, tenantId, connectionId);
        if (!target) return false;
        const phase = await node.claims.recoveryPhase(tenantId, connectionId);
        nextInMs = phase ? recoverAgainMs : againMs;
        const result = await inSpan("records.compare", { attributes: { connection: target.name } }, () =>
          phase ? convalesce(node.pushDeps, target, phase) : reconcile(node.pushDeps, target, true),
        );
        if (result.ok) {
          await node.health.noteSuccess(target);
          if (result.value.moved) node.signals.wake("push");
          node.world.metrics.count("interdesk_drift_found", {}, result.value.drift.length);
          nextInMs = phase === "first" ? 0 : everyMs;
        } else await node.health.noteFailure(target, result.error);
        report = result.ok ? buildReport(node, result.value) : { failed: result.error.detail };
      } finally {
        await node.claims.endTurn(turn, nextInMs, report);
      }
      return false;
    },
  };
}

function buildReport(node: Node, { links, gone, drift }: Comparison): Json {
  const named = drift.slice(0, mostNamed).map(({ ticketId, number, fields }) => ({
    ticketId,
    number,
    fields: fields.map((field) => ({ ...field })),
  }));
  return { at: node.world.clock.now().toISOString(), links, gone, differing: drift.length, named };
}
