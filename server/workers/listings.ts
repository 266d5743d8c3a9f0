import { compareListing, doubtSilent } from "../../core/flows/list-sources.ts";
import type { SourceTarget } from "../../core/flows/push-sources.ts";
import { decideMaxAge } from "../../core/sources/decide-listing.ts";
import type { Json } from "../../schemas/json.ts";
import type { DueConnection } from "../db/claims.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import { type Node, openMonitor } from "./node.ts";

const mostLanes = 4;
const leaseMs = 10 * 60_000;
/** Where messages wait that may say more than the list. */
const waitingMs = 10_000;
/** Between two looks for alerts that are too old. */
const ageEveryMs = 5 * 60_000;
/** A look that failed is repeated after this, unless the connection rests. */
const againMs = 60_000;

type Listing = { report: Json; nextInMs: number };

/** Compares monitors with what they list, and where that is impossible looks for alerts that are too old. */
export function createListingLanes(node: Node): Pick<LaneOptions<DueConnection>, "most" | "list" | "keyOf" | "run"> {
  return {
    most: mostLanes,
    list: (most) => node.claims.listable(most),
    keyOf: ({ connectionId }) => connectionId,
    async run({ tenantId, connectionId }) {
      const turn = await node.claims.beginTurn("listing", { tenantId, connectionId }, node.name, leaseMs);
      if (!turn) return false;
      let done: Listing = { report: null, nextInMs: againMs };
      try {
        const opened = await openMonitor(node, tenantId, connectionId);
        if (!opened) return false;
        const { target, trust } = opened;
        done = await inSpan("sources.list", { attributes: { connection: target.name } }, () =>
          target.monitor.listOpen ? compare(node, target) : age(node, target, trust && decideMaxAge(trust)),
        );
      } finally {
        await node.claims.endTurn(turn, done.nextInMs, done.report);
      }
      return false;
    },
  };
}

async function compare(node: Node, target: SourceTarget): Promise<Listing> {
  const { monitor } = target;
  const result = await compareListing(node.pushDeps, target);
  if (!result.ok) {
    await node.health.noteFailure(target, result.error);
    const at = node.world.clock.now().toISOString();
    return { report: { at, failed: result.error.detail }, nextInMs: Math.min(againMs, monitor.listEveryMs) };
  }
  await node.health.noteSuccess(target);
  const { moved, waiting, at, ...counts } = result.value;
  if (moved) node.signals.wake("push");
  node.world.metrics.count("interdesk_alerts_not_listed", {}, counts.cleared);
  const nextInMs = waiting ? Math.min(waitingMs, monitor.listEveryMs) : monitor.listEveryMs;
  return { report: { at: at.toISOString(), waiting, ...counts }, nextInMs };
}

async function age(node: Node, target: SourceTarget, maxAgeMs: number | null | undefined): Promise<Listing> {
  if (maxAgeMs === null || maxAgeMs === undefined) return { report: null, nextInMs: ageEveryMs };
  const { applied, moved } = await doubtSilent(node.pushDeps, target, maxAgeMs);
  if (moved) node.signals.wake("push");
  const at = node.world.clock.now().toISOString();
  return { report: { at, doubted: applied, afterHours: maxAgeMs / 3_600_000 }, nextInMs: ageEveryMs };
}
