import { pushLinks } from "../../core/flows/push-links.ts";
import { inSpan } from "../telemetry/traces.ts";
import { type Node, openDesk } from "./node.ts";

const atOnce = 8;

/** Pushes to every connection that is owed something, connections side by side. */
export async function runPushPass(node: Node): Promise<{ again: boolean }> {
  const due = await node.claims.pushable(atOnce);
  const pushed = await Promise.all(
    due.map(async ({ tenantId, connectionId }) => {
      const target = await openDesk(node, tenantId, connectionId);
      if (!target) return 0;
      return inSpan("links.push", { attributes: { connection: target.name } }, () =>
        pushLinks(node.pushDeps, target, node.name),
      );
    }),
  );
  return { again: pushed.some((links) => links > 0) };
}
