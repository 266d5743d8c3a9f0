import { sendPosts } from "../../core/flows/send-posts.ts";
import type { TenantId, WebhookId } from "../../schemas/ids.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import type { Node } from "./node.ts";

const mostLanes = 32;
/** Events that wait for one webhook at most. */
const mostWaiting = 10_000;

type DueWebhook = { tenantId: TenantId; webhookId: WebhookId };

/** Tells other systems, each in a lane of its own: a receiver that hangs keeps nobody else waiting. */
export function createPostLanes(node: Node): Pick<LaneOptions<DueWebhook>, "most" | "list" | "keyOf" | "run"> {
  return {
    most: mostLanes,
    list: (most) => node.webhooks.listDue(most),
    keyOf: ({ webhookId }) => webhookId,
    async run({ tenantId, webhookId }) {
      const target = await node.webhooks.receivers.open(tenantId, webhookId);
      if (!target) return false;
      return inSpan("posts.send", { attributes: { webhook: webhookId } }, () =>
        sendPosts(node.pushDeps, target, node.name),
      );
    },
  };
}

/** Gives up what waits beyond what is kept for one webhook. */
export async function runCrowdPass(node: Node): Promise<{ again: boolean }> {
  const dropped = await node.webhooks.dropCrowds(mostWaiting);
  if (dropped > 0) node.world.metrics.count("interdesk_webhook_posts", { outcome: "crowded" }, dropped);
  return { again: false };
}
