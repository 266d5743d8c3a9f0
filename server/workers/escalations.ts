import { runEscalations } from "../../core/flows/run-escalations.ts";
import { sendPages } from "../../core/flows/send-pages.ts";
import type { DueConnection } from "../db/claims.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import type { Node } from "./node.ts";

const mostLanes = 8;

/** Takes the steps of escalations that are due by the database's time, whichever node comes first. */
export async function runEscalationPass(node: Node): Promise<{ again: boolean }> {
  let again = false;
  for (const tenantId of await node.claims.tenantsWithDueEscalations()) {
    const ran = await runEscalations(node.pushDeps, tenantId);
    node.signals.wake("push");
    again ||= ran.again;
  }
  return { again };
}

/** Sends pages, each pager in a lane of its own: one that is slow keeps nobody else from being woken. */
export function createPageLanes(node: Node): Pick<LaneOptions<DueConnection>, "most" | "list" | "keyOf" | "run"> {
  return {
    most: mostLanes,
    list: (most) => node.claims.pagable(most),
    keyOf: ({ connectionId }) => connectionId,
    async run({ tenantId, connectionId }) {
      const opened = await node.connections.open(tenantId, connectionId);
      const pager = opened?.instance.pager;
      if (!pager) return false;
      const target = { tenantId, connectionId, name: opened.connection.name, pager };
      const sent = await inSpan("pages.send", { attributes: { connection: target.name } }, () =>
        sendPages(node.pageDeps, target, node.name),
      );
      return sent > 0;
    },
  };
}
