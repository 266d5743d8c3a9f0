import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { Pager } from "../ports/pager.ts";
import type { Result } from "../ports/result.ts";
import type { PageOutcome, StoredPage, Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { describeEnd } from "../escalation/page-text.ts";

export interface PageDeps extends Pick<World, "clock" | "log" | "metrics"> {
  unit: UnitOfWork;
  /** A link by which a page is answered, and what is kept of it; undefined = nobody has said how this hub is reached. */
  newLink(): { url: string; hash: Uint8Array } | undefined;
  random(): number;
  asUrgent<T>(urgent: boolean, run: () => Promise<T>): Promise<T>;
  failpoint: (name: string) => void;
}

export interface PageTarget {
  tenantId: TenantId;
  connectionId: ConnectionId;
  name: string;
  pager: Pager;
}

const mostPages = 10;
/** Longer than a call may take; it ends with its process anyway. */
const leaseMs = 120_000;
const mostAttempts = 8;
/** Who has to be woken does not wait for long; a provider that asks for more gets it. */
const longestWaitMs = 10_000;

/**
 * Sends what is due through one pager, and shows what became of what was sent. A page is sent at least once: where no answer
 * came, or the process ends between the answer and our note, it is sent again.
 *
 * @returns how many were at work; 0 = nothing is due
 */
export async function sendPages(deps: PageDeps, target: PageTarget, owner: string): Promise<number> {
  const { tenantId, connectionId } = target;
  const claimed = await deps.unit.inTenant(tenantId, ({ pages }) =>
    pages.claim(connectionId, owner, mostPages, leaseMs),
  );
  if (claimed.length > 0) deps.failpoint("page.afterClaim");
  await Promise.all(claimed.map((page) => sendOne(deps, target, page)));
  const toShow = await deps.unit.inTenant(tenantId, ({ pages }) =>
    pages.claimToShow(connectionId, owner, mostPages, leaseMs),
  );
  await Promise.all(toShow.map((page) => showOne(deps, target, page)));
  return claimed.length + toShow.length;
}

async function sendOne(deps: PageDeps, target: PageTarget, page: StoredPage): Promise<void> {
  const link = deps.newLink();
  const wanted = await deps.unit.inTenant(target.tenantId, async (stores) => {
    if (!(await isWanted(stores, page))) {
      await stores.pages.settle(page.id, { kind: "dropped", detail: "nobody has to answer any more" });
      return false;
    }
    if (link) await stores.pages.addToken(page.id, link.hash);
    return true;
  });
  if (!wanted) return;
  deps.failpoint("page.beforeCall");
  // Pages may use what a vendor's budget keeps for what is urgent.
  const answer = await deps.asUrgent(true, () =>
    target.pager.send({ ...page.content, acknowledgeUrl: link?.url ?? null }),
  );
  deps.failpoint("page.afterCall");
  const outcome = judge(answer, page, deps);
  deps.metrics.count("interdesk_pages", { outcome: outcome.kind });
  if (!answer.ok)
    deps.log.warn(
      { tenant: target.tenantId, page: page.id, connection: target.name, error: answer.error.kind },
      "a page could not be sent",
    );
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    await stores.pages.settle(page.id, outcome);
    if (outcome.kind === "failed") await goOn(stores, page);
  });
  deps.failpoint("page.afterNote");
}

/** Whoever has answered meanwhile is not woken; what tries the way is sent. */
async function isWanted({ pages }: Stores, { escalationId }: StoredPage): Promise<boolean> {
  if (escalationId === null) return true;
  const outcome = await pages.outcomeOf(escalationId);
  return outcome?.stage === "running" || outcome?.stage === "exhausted";
}

/** The next way of the same person at once; where none is left, the next step. */
export async function goOn(stores: Pick<Stores, "pages" | "escalations">, page: StoredPage): Promise<void> {
  const hopeful = await stores.pages.hurryWays(page);
  if (!hopeful && page.escalationId !== null) await stores.escalations.hurry(page.escalationId);
}

function judge(
  answer: Result<{ handle: StoredPage["handle"]; state: "accepted" | "arrived" }, ConnectorError>,
  page: StoredPage,
  { clock, random }: PageDeps,
): PageOutcome {
  if (answer.ok) {
    const { handle, state } = answer.value;
    return { kind: "sent", state: state === "arrived" ? "arrived" : "sent", handle };
  }
  const { error } = answer;
  const mayPass = error.kind === "rateLimited" || error.kind === "unavailable" || error.kind === "unknownOutcome";
  if (!mayPass || page.attempts >= mostAttempts) return { kind: "failed", detail: `${error.kind}: ${error.detail}` };
  const least = error.kind === "rateLimited" ? error.retryAfterMs : 0;
  const wait = Math.max(least, Math.min(longestWaitMs, 1_000 * 2 ** (page.attempts - 1)) * (0.5 + random() / 2));
  return { kind: "again", at: new Date(clock.now().getTime() + wait), detail: `${error.kind}: ${error.detail}` };
}

async function showOne(deps: PageDeps, target: PageTarget, page: StoredPage): Promise<void> {
  const { tenantId, pager } = target;
  const settle = (shown: string | null, retryAt: Date | null, detail: string | null) =>
    deps.unit.inTenant(tenantId, ({ pages }) => pages.settleShown(page.id, shown, retryAt, detail));
  const wanted = page.showWanted;
  const outcome =
    page.escalationId === null
      ? undefined
      : await deps.unit.inTenant(tenantId, ({ pages }) => pages.outcomeOf(page.escalationId ?? ""));
  if (!pager.show || !outcome) return settle(wanted, null, null);
  const { language, thread, timeZone = "UTC" } = page.content;
  const at = outcome.at ?? deps.clock.now();
  const state = outcome.stage === "acknowledged" ? "acknowledged" : "ended";
  const answer = await pager.show(
    { page: { ...page.content, acknowledgeUrl: null }, handle: page.handle, answered: page.state === "answered" },
    {
      thread,
      state,
      by: outcome.by,
      at,
      text: describeEnd(outcome.stage, { by: outcome.by, at }, { language, timeZone }),
      language,
    },
  );
  if (answer.ok) return settle(wanted, null, null);
  const { kind, detail } = answer.error;
  const mayPass = kind === "rateLimited" || kind === "unavailable" || kind === "unknownOutcome";
  const retryAt = mayPass ? new Date(deps.clock.now().getTime() + 5_000 + deps.random() * 5_000) : null;
  return settle(retryAt === null ? wanted : null, retryAt, `${kind}: ${detail}`);
}
