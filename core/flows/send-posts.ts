import type { TenantId, WebhookEventId } from "../../schemas/ids.ts";
import { decidePost, isDead, type PostAnswer, type PostDecision } from "../events/decide-post.ts";
import { matchSubscription } from "../events/match-subscription.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { ClaimedPost, Subscription } from "../ports/outbox-store.ts";
import type { Result } from "../ports/result.ts";
import type { UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";

export interface PostDeps extends Pick<World, "clock" | "log" | "metrics"> {
  unit: UnitOfWork;
  random(): number;
  failpoint: (name: string) => void;
}

/** A webhook, and how it is reached. */
export interface PostTarget {
  tenantId: TenantId;
  wants: Subscription;
  /** For people: where it is, without what may be secret in it. */
  host: string;
  /** Posts the event, signed; an answer of any status is a value. */
  send(message: { id: WebhookEventId; body: string }): Promise<Result<PostAnswer, ConnectorError>>;
}

const mostPosts = 8;
/** Longer than a call may take; it ends with its process anyway. */
const leaseMs = 60_000;

/**
 * Posts what one webhook is owed and is due. Each event is sent at least once: where no answer came, or the process ends between
 * the answer and our note, it is sent again, under the same id.
 *
 * @returns whether there may be more
 */
export async function sendPosts(deps: PostDeps, target: PostTarget, owner: string): Promise<boolean> {
  const { tenantId, wants } = target;
  const claimed = await deps.unit.inTenant(tenantId, ({ posts }) => posts.claim(wants.id, owner, mostPosts, leaseMs));
  if (claimed.length === 0) return false;
  deps.failpoint("post.afterClaim");
  const decided = await Promise.all(claimed.map((post) => sendOne(deps, target, post)));
  const count = (receiver: PostDecision["receiver"]) => decided.filter((one) => one?.receiver === receiver).length;
  const gone = decided.find((one) => one?.receiver === "gone");
  if (gone) {
    await disable(deps, target, "The receiver answered 410: it wants no more events.");
    return false;
  }
  const round = { answered: count("answered"), failed: count("failed") };
  const health = await deps.unit.inTenant(tenantId, ({ posts }) => posts.noteRound(wants.id, round));
  if (isDead(health)) {
    const days = Math.floor(health.failingMs / 86_400_000);
    const last = decided.findLast((one) => one?.receiver === "failed")?.outcome.detail ?? "";
    await disable(
      deps,
      target,
      `It has taken nothing for ${days === 1 ? "a day" : `${days} days`}, in ${health.failures} attempts. The last answer: ${last}`,
    );
    return false;
  }
  return health.failures === 0;
}

/** @returns undefined = it is not wanted any more, and was not sent */
async function sendOne(deps: PostDeps, target: PostTarget, post: ClaimedPost): Promise<PostDecision | undefined> {
  const { tenantId, wants } = target;
  const settle = (outcome: PostDecision["outcome"]) =>
    deps.unit.inTenant(tenantId, ({ posts }) => posts.settle(wants.id, post.eventId, outcome));
  if (!matchSubscription(wants, post)) {
    const detail = "The webhook does not want it any more.";
    await settle({ kind: "dropped", status: null, detail, tookMs: null });
    return undefined;
  }
  deps.failpoint("post.beforeCall");
  const startedAt = deps.clock.now().getTime();
  const answer = await target.send({ id: post.eventId, body: post.body });
  deps.failpoint("post.afterCall");
  const now = deps.clock.now();
  const facts = { now, tookMs: Math.max(0, now.getTime() - startedAt), random: deps.random() };
  const decision = decidePost(answer, post, facts);
  await settle(decision.outcome);
  deps.metrics.count("interdesk_webhook_posts", { outcome: decision.outcome.kind });
  if (decision.receiver !== "answered")
    deps.log.warn(
      {
        tenant: tenantId,
        webhook: wants.id,
        event: post.eventId,
        attempt: post.attempts,
        detail: decision.outcome.detail,
      },
      "a webhook did not take an event",
    );
  return decision;
}

async function disable(deps: PostDeps, { tenantId, wants, host }: PostTarget, reason: string): Promise<void> {
  const done = await deps.unit.inTenant(tenantId, ({ posts }) =>
    posts.disable(wants.id, reason, {
      title: `The webhook to ${host} was switched off`,
      body:
        `${reason}\n\nIt is owed nothing that happens from now on. When its receiver works again, check it with ` +
        `"interdesk webhooks test ${wants.id}" and let it go on with "interdesk webhooks resume ${wants.id}": what still ` +
        `waits is sent then. "interdesk webhooks log ${wants.id}" shows what it has missed, "interdesk webhooks replay" sends it again.`,
    }),
  );
  if (done) deps.metrics.count("interdesk_webhooks_disabled", {});
}
