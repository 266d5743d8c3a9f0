import { mostLinks, pushLinks } from "../../core/flows/push-links.ts";
import type { PushableConnection } from "../db/claims.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import { type Node, openDesk } from "./node.ts";

const mostLanes = 16;
/** Batches that a lane takes one after the other before others have their turn. */
const mostBatches = 8;
/** What a lane's batches begin with, side by side; three were faster than two (`npm run bench -- push`, one after the other, twice). */
const parts = [1, 2 / 3, 1 / 3];

/** Pushes to every connection that is owed something, urgent tickets in a lane beside the others'. */
export function createPushLanes(node: Node): Pick<LaneOptions<PushableConnection>, "most" | "list" | "keyOf" | "run"> {
  return {
    most: mostLanes,
    list: (most) => node.claims.pushable(most),
    keyOf: ({ connectionId, urgent }) => (urgent ? `${connectionId} urgent` : connectionId),
    async run({ tenantId, connectionId }) {
      const target = await openDesk(node, tenantId, connectionId);
      if (!target) return false;
      const push = (most: number) =>
        inSpan("links.push", { attributes: { connection: target.name } }, () =>
          pushLinks(node.pushDeps, target, node.name, most),
        );
      // While one batch is read or read back, others are written. They begin with parts of a batch, so that they do not end
      // together.
      const more = await Promise.all(parts.map((part) => pushOn(push, Math.ceil(mostLinks * part))));
      return more.some(Boolean);
    },
  };
}

/** @returns whether there may be more */
async function pushOn(push: (most: number) => Promise<number>, first: number): Promise<boolean> {
  for (let batch = 0; batch < mostBatches; batch++) {
    const most = batch === 0 ? first : mostLinks;
    if ((await push(most)) < most) return false;
  }
  return true;
}
