import type { Link } from "../../schemas/link.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";
import type { Stores } from "../ports/stores.ts";
import { historyStart } from "../sync/list-covered.ts";
import { type PushPlan, planPush } from "../sync/plan-push.ts";
import { checkHistory } from "./check-history.ts";
import { isHeld, lockHeld } from "./held-link.ts";
import { withdrawTwins } from "./look-for-records.ts";
import type { Observed, Saving, Seen } from "./observe-record.ts";
import type { PushDeps, Pushed, PushTarget } from "./push-deps.ts";

/** Gives the link back: done if nothing is owed any more, else at once again. Shows what our write covered. */
export async function finishPush(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  observed: Observed | undefined,
): Promise<void> {
  if (needsLook(one)) await withdrawTwins(deps, target, one.claimed);
  if (observed?.kind === "taken") await checkHistory(deps, target, observed.link, one.externalId);
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const held = await lockHeld(stores, one);
    if (!held) return;
    const { link, change } = await release(stores, target, lens, held.ticket, held.row.link);
    await stores.links.save(link, { ...change, fence: one.claimed.fence });
  });
}

/**
 * The same in the transaction that reads back what was written, where no more calls are needed for it.
 *
 * @returns undefined = not finished
 */
export async function finishSeen(
  stores: Stores,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  seen: Seen,
): Promise<Saving | undefined> {
  const looksBack = target.desk.history !== undefined && historyStart(seen.link) !== undefined;
  if (needsLook(one) || looksBack || !isHeld(one, seen)) return undefined;
  return release(stores, target, lens, seen.ticket, seen.link);
}

/** A creation that was sent twice may have made two. */
function needsLook({ claimed, isNew }: Pushed): boolean {
  return claimed.generation > 1 && isNew;
}

async function release(stores: Stores, target: PushTarget, lens: Lens, ticket: Ticket, link: Link): Promise<Saving> {
  const plan = planPush(ticket, link, target.desk.fields, lens);
  const done = !owesFields(plan) && !plan.unread && !(await stores.links.owesWords(link.id));
  return {
    link: { ...plan.link, doneRev: done ? ticket.rev : link.doneRev },
    change: {
      release: true,
      rest: { nextInMs: 0, attempts: 0, lastError: null },
      ...(plan.unread ? { wantedRev: ticket.rev } : {}),
    },
  };
}

function owesFields({ before, after }: PushPlan): boolean {
  return Object.keys(before).length > 0 || Object.keys(after).length > 0;
}
