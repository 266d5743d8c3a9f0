import { pushLinks } from "../../core/flows/push-links.ts";
import type { PushableConnection } from "../db/claims.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import { type Node, openDesk } from "./node.ts";

const mostLanes = 16;

/** Pushes to every connection that is owed something, urgent tickets in a lane beside the others'. */
export function createPushLanes(node: Node): Pick<LaneOptions<PushableConnection>, "most" | "list" | "keyOf" | "run"> {
  return {
    most: mostLanes,
    list: (most) => node.claims.pushable(most),
    keyOf: ({ connectionId, urgent }) => (urgent ? `${connectionId} urgent` : connectionId),
    async run({ tenantId, connectionId, urgent }) {
      const target = await openDesk(node, tenantId, connectionId);
      if (!target) return false;
      const push = () =>
        inSpan("links.push", { attributes: { connection: target.name } }, () =>
          pushLinks(node.pushDeps, target, node.name),
        );
      // While one batch is read or read back, the other one is written.
      const counts = await Promise.all(urgent ? [push()] : [push(), push()]);
      return counts.some((links) => links > 0);
    },
  };
}
