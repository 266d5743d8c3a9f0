import type { Json } from "../../schemas/json.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, Ticket } from "../../schemas/ticket.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { Lens } from "../ports/desk.ts";
import type { Result } from "../ports/result.ts";
import type { ClaimedLink, Stores } from "../ports/stores.ts";
import {
  noteConfirmed,
  noteRejected,
  noteSending,
  noteUnsent,
  planPush,
  type RawFields,
  toJson,
} from "../sync/plan-push.ts";
import { callInFlight, outcomeOf, type PushDeps, type Pushed, type PushTarget, restLink, timed } from "./push-deps.ts";
import { holdWrite } from "./hold-write.ts";
import { countCall, lockHeld } from "./held-link.ts";
import { succeedRecord } from "./succeed-record.ts";

export type Written = { ok: true; written: RawFields } | { ok: false };

/** Plans under the lock, commits what will be sent, sends it, and notes the answer. */
export async function writeFields(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  part: "before" | "after",
): Promise<Written> {
  const raw = await deps.unit.inTenant(target.tenantId, async (stores) => {
    const held = await lockHeld(stores, one);
    if (!held) return undefined;
    const plan = planPush(held.ticket, held.row.link, target.desk.fields, lens);
    const owed = plan[part];
    const empty = Object.keys(owed).length === 0;
    await stores.links.save(empty ? plan.link : beginWrite(held.ticket, plan.link, owed), { fence: one.claimed.fence });
    return owed;
  });
  // It ended, or became another record, since it was read.
  if (!raw) return { ok: false };
  if (Object.keys(raw).length === 0) return { ok: true, written: {} };
  return sendBegun(deps, target, lens, one, raw, part);
}

/** These values are committed as being sent: sends them, and notes the answer. */
export async function sendBegun(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  raw: RawFields,
  part: "before" | "after",
): Promise<Written> {
  const { claimed } = one;
  const apart = Object.keys(raw).length > 1;
  const answer = await sendFields(deps, target, one, raw, apart);
  if (answer.ok) return { ok: true, written: raw };
  if (answer.error.kind !== "rejected") {
    await restLink(deps, target, claimed, answer.error);
    return { ok: false };
  }
  if (apart) return writeApart(deps, target, lens, one, part);
  if (part === "before") {
    // It cannot be reopened: what is owed goes to its successor.
    await succeedRecord(deps, target, one);
    return { ok: false };
  }
  await holdRefused(deps, target, claimed, answer.error);
  return { ok: true, written: {} };
}

/** These values are about to be sent. */
export function beginWrite(ticket: Ticket, link: Link, raw: RawFields): Link {
  return { ...countCall(noteSending(ticket, link, raw), 1), wroteAt: callInFlight };
}

/**
 * What is refused together is sent apart, so that one bad value holds no other back; each that is bad is shown. What is owed
 * is planned anew before each call.
 */
async function writeApart(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  part: "before" | "after",
): Promise<Written> {
  const written: RawFields = {};
  const tried = new Set<string>();
  for (;;) {
    const raw = await planNext(deps, target, lens, one, part, tried);
    if (!raw) return { ok: true, written };
    for (const field of Object.keys(raw)) tried.add(field);
    const answer = await sendFields(deps, target, one, raw, false);
    if (answer.ok) Object.assign(written, raw);
    else if (answer.error.kind === "rejected") await holdRefused(deps, target, one.claimed, answer.error);
    else {
      await restLink(deps, target, one.claimed, answer.error);
      return { ok: false };
    }
  }
}

/** The next single field that is owed and was not tried; committed as being sent. */
async function planNext(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  part: "before" | "after",
  tried: ReadonlySet<string>,
): Promise<RawFields | undefined> {
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const held = await lockHeld(stores, one);
    if (!held) return undefined;
    const plan = planPush(held.ticket, held.row.link, target.desk.fields, lens);
    const [next] = (Object.entries(plan[part]) as [FieldName, Json][]).filter(([field]) => !tried.has(field));
    if (!next) return undefined;
    const [field, value] = next;
    const raw = { [field]: value };
    await stores.links.save(beginWrite(held.ticket, plan.link, raw), { fence: one.claimed.fence });
    return raw;
  });
}

/** A person sees it; everything else of the ticket goes on. */
async function holdRefused(
  deps: PushDeps,
  target: PushTarget,
  claimed: ClaimedLink,
  error: ConnectorError,
): Promise<void> {
  await deps.unit.inTenant(target.tenantId, (stores) => holdWrite(stores, target, claimed.link.id, error));
}

/**
 * One call, written down with its answer; the fields are noted as taken, refused, unsent or unknown.
 *
 * @param again a refusal is not noted yet: the fields are sent once more, apart
 */
async function sendFields(
  deps: PushDeps,
  target: PushTarget,
  { claimed, externalId }: Pick<Pushed, "claimed" | "externalId">,
  raw: RawFields,
  again: boolean,
): Promise<Result<void, ConnectorError>> {
  deps.failpoint("write.beforeCall");
  const call = await timed(deps, () => target.desk.write({ externalId, raw }));
  deps.failpoint("write.afterCall");
  const answer = call.value;
  const error = answer.ok ? undefined : answer.error;
  const entry = {
    ticketId: claimed.link.ticketId,
    linkId: claimed.link.id,
    operation: "write" as const,
    sent: toJson(raw),
    outcome: error ? outcomeOf(error) : ("done" as const),
    detail: error?.detail ?? null,
    at: call.startedAt,
    tookMs: call.tookMs,
  };
  deps.metrics.count("interdesk_vendor_writes", { operation: entry.operation, outcome: entry.outcome });
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    await stores.links.addWrite(entry);
    await noteAnswer(deps, stores, claimed, raw, error, again && error?.kind === "rejected");
  });
  return answer;
}

async function noteAnswer(
  deps: PushDeps,
  stores: Stores,
  claimed: ClaimedLink,
  raw: RawFields,
  error: ConnectorError | undefined,
  again: boolean,
): Promise<void> {
  const locked = await stores.links.lock(claimed.link.id);
  if (!locked) return;
  const counted = error && error.kind !== "unknownOutcome" ? countCall(locked.row.link, -1) : locked.row.link;
  const ended = { ...counted, wroteAt: deps.clock.now() };
  // Unknown: `sent` stays unconfirmed, the next reading tells.
  const link = !error
    ? noteConfirmed(ended, raw)
    : error.kind === "rejected" && !again
      ? noteRejected(ended, raw, error.detail)
      : error.kind === "unknownOutcome"
        ? ended
        : noteUnsent(ended, raw);
  await stores.links.save(link, { fence: claimed.fence });
}
