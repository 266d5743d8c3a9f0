import { z } from "zod";
import { AlertId, TenantId, TicketId } from "../../schemas/ids.ts";
import type { Notifications } from "../db/notifications.ts";
import { type LiveChange, type LiveFeed, mergeChanges } from "./live-feed.ts";

const Told = z.strictObject({
  tenantId: TenantId,
  tickets: z.array(TicketId).nullable(),
  alerts: z.array(AlertId).nullable(),
});

/** More would not go into one notification of 8,000 bytes. */
const mostNamed = 150;

/** A notification for each commit would cost more than what it tells of. */
const tellEveryMs = 100;

/** What is committed on any node is told to those who look at any other. @returns to be told of each commit on this one */
export function shareChanges(feed: LiveFeed, nodes: Pick<Notifications, "say" | "hear" | "onAgain">) {
  const outgoing = new Map<TenantId, LiveChange>();
  let timer: NodeJS.Timeout | undefined;
  nodes.hear("interdesk_live", (text) => {
    const told = Told.safeParse(parse(text));
    if (told.success) feed.note(told.data.tenantId, told.data);
  });
  nodes.onAgain(() => feed.gap());
  const tellOthers = () => {
    timer = undefined;
    for (const [tenantId, { tickets, alerts }] of outgoing) {
      const tooMany = (tickets?.length ?? 0) + (alerts?.length ?? 0) > mostNamed;
      nodes.say(
        "interdesk_live",
        JSON.stringify({ tenantId, ...(tooMany ? { tickets: null, alerts: null } : { tickets, alerts }) }),
      );
    }
    outgoing.clear();
  };
  return {
    note(tenantId: TenantId, change: LiveChange): void {
      feed.note(tenantId, change);
      outgoing.set(tenantId, mergeChanges(outgoing.get(tenantId), change));
      timer ??= setTimeout(tellOthers, tellEveryMs);
    },
    close: () => clearTimeout(timer),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
