import { pushSources } from "../../core/flows/push-sources.ts";
import type { DueConnection } from "../db/claims.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import { type Node, openMonitor } from "./node.ts";

const mostLanes = 8;

/** Tells monitoring tools what people do about their alerts, each tool in a lane of its own. */
export function createSourceLanes(node: Node): Pick<LaneOptions<DueConnection>, "most" | "list" | "keyOf" | "run"> {
  return {
    most: mostLanes,
    list: (most) => node.claims.sourceOwed(most),
    keyOf: ({ connectionId }) => connectionId,
    async run({ tenantId, connectionId }) {
      const opened = await openMonitor(node, tenantId, connectionId);
      if (!opened) return false;
      const { target } = opened;
      const { acknowledge, unacknowledge, resolve } = target.monitor;
      if (!acknowledge && !unacknowledge && !resolve) {
        await node.claims.sourceOff(tenantId, connectionId, target.version);
        return false;
      }
      const alerts = await inSpan("sources.push", { attributes: { connection: target.name } }, () =>
        pushSources(node.pushDeps, target, node.name),
      );
      return alerts > 0;
    },
  };
}
