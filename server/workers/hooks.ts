import type { DueConnection } from "../db/claims.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import { type Node, openDesk } from "./node.ts";

const mostLanes = 4;
/** A check that its process did not survive is begun again after this. */
const leaseMs = 120_000;

/** Looks whether the vendors' webhooks still call us, where we have registered them. */
export function createHookLanes(node: Node): Pick<LaneOptions<DueConnection>, "most" | "list" | "keyOf" | "run"> {
  return {
    most: mostLanes,
    list: (most) => (node.keepWebhook ? node.claims.hookable(most) : Promise.resolve([])),
    keyOf: ({ connectionId }) => connectionId,
    async run({ tenantId, connectionId }) {
      if (!(await node.claims.checkHook(tenantId, connectionId, leaseMs))) return false;
      const target = await openDesk(node, tenantId, connectionId);
      if (target)
        await inSpan("webhook.keep", { attributes: { connection: target.name } }, async () =>
          node.keepWebhook?.(target),
        );
      return false;
    },
  };
}
