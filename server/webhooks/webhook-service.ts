import { randomBytes } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { z } from "zod";
import { refuseAddress } from "../../connectors/http.ts";
import { decidePost } from "../../core/events/decide-post.ts";
import { buildEvent } from "../../core/events/build-event.ts";
import type { IdSource } from "../../core/ports/world.ts";
import { type ClientId, type TenantId, WebhookEventId, WebhookId } from "../../schemas/ids.ts";
import { AppError } from "../api/problem.ts";
import { type ExpectedVersions, expectVersion } from "../api/versions.ts";
import { addAudit, findClient } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";
import { listPosts, logTest, type PostRow, readPost, replayPosts } from "../db/webhook-log.ts";
import {
  deleteWebhook,
  insertWebhook,
  listWebhooks,
  lockWebhookVersion,
  readWebhook,
  rotateSecret,
  setWebhookState,
  type StoredWebhook,
  updateWebhook,
  type WebhookView,
} from "../db/webhooks.ts";
import type { Vault } from "../secrets/vault.ts";
import type { NewWebhook, Replay, Rotation, WebhookPatch } from "./webhook-requests.ts";
import type { Receivers } from "./receivers.ts";
import { actorNow } from "../access/acting.ts";

/** What one request may owe a webhook anew. */
const mostReplayed = 10_000;

export interface WebhookServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  vault: Vault;
  receivers: Receivers;
  ids: IdSource;
  clock: { now(): Date };
  allowedPrivate: readonly string[];
  /** Something is due now. */
  wake: () => void;
}

/** Webhooks as admins handle them. Each throws AppError: `notFound` for an id that there is none of, `invalid` for what is refused. */
export type WebhookService = ReturnType<typeof createWebhookService>;

export function createWebhookService(deps: WebhookServiceDeps) {
  const { db, tenantId } = deps;
  /** What is changed and what the audit says of it are there together, or not at all; then the workers look. */
  const within = async <T>(run: (own: WebhookServiceDeps, trx: Transaction<Database>) => Promise<T>): Promise<T> => {
    const done = await withTenant(db, tenantId, (trx) => run({ ...deps, db: trx }, trx));
    deps.wake();
    return done;
  };
  return {
    list: () => listWebhooks(db, tenantId),
    show: (id: string) => show(deps, id),
    add: (wanted: z.output<typeof NewWebhook>) => within((own) => add(own, wanted)),
    change: (id: string, patch: z.output<typeof WebhookPatch>, expected?: ExpectedVersions) =>
      within(async (own, trx) => {
        const webhook = await find(own, id);
        if (expected) expectVersion(expected, await lockWebhookVersion(trx, tenantId, webhook.id), await show(own, id));
        return change(own, id, patch);
      }),
    rotate: (id: string, rotation: z.output<typeof Rotation>) => within((own) => rotate(own, id, rotation)),
    remove: (id: string) =>
      within(async (own) => {
        const webhook = await find(own, id);
        await deleteWebhook(own.db, tenantId, webhook.id);
        await audit(own, "remove", webhook.id, { url: tellUrl(webhook.url) });
      }),
    test: (id: string) => test(deps, id),
    async log(
      id: string,
      options: { state: PostRow["state"] | undefined; limit: number },
    ): Promise<readonly PostRow[]> {
      return listPosts(db, tenantId, (await find(deps, id)).id, options);
    },
    async event(id: string, event: string): Promise<unknown> {
      const eventId = WebhookEventId.safeParse(event).data;
      const body = eventId && (await readPost(db, tenantId, (await find(deps, id)).id, eventId));
      if (body === undefined) throw new AppError("notFound", `This webhook was never owed an event ${cut(event)}.`);
      return JSON.parse(body) as unknown;
    },
    replay: (id: string, which: z.output<typeof Replay>) => within((own) => replay(own, id, which)),
  };
}

async function show(deps: WebhookServiceDeps, id: string): Promise<WebhookView> {
  const [view] = await listWebhooks(deps.db, deps.tenantId, (await find(deps, id)).id);
  return view ?? missing(id);
}

/** @returns with its secret, this once */
async function add(
  deps: WebhookServiceDeps,
  { url, types, clients, includeInternal }: z.output<typeof NewWebhook>,
): Promise<WebhookView & { secret: string }> {
  const { db, tenantId, vault } = deps;
  checkUrl(deps, url);
  const id = WebhookId.parse(deps.ids.next());
  const secret = makeSecret();
  const secrets = await vault.seal(tenantId, id, { secret }, 1);
  const clientIds = await findClients(deps, clients);
  await insertWebhook(db, tenantId, { id, url, types, clients: clientIds, includeInternal, secrets });
  await audit(deps, "add", id, { url: tellUrl(url), types, clients, includeInternal });
  return { ...(await show(deps, id)), secret };
}

async function change(
  deps: WebhookServiceDeps,
  id: string,
  patch: z.output<typeof WebhookPatch>,
): Promise<WebhookView> {
  const { db, tenantId } = deps;
  const { state, clients, url, types, includeInternal } = patch;
  const webhook = await find(deps, id);
  if (url !== undefined) checkUrl(deps, url);
  await updateWebhook(db, tenantId, webhook.id, {
    ...(url === undefined ? {} : { url }),
    ...(types === undefined ? {} : { types }),
    ...(includeInternal === undefined ? {} : { includeInternal }),
    ...(clients === undefined ? {} : { clients: await findClients(deps, clients) }),
  });
  if (state !== undefined) await setWebhookState(db, tenantId, webhook.id, state);
  await audit(deps, "change", webhook.id, { ...patch, ...(url === undefined ? {} : { url: tellUrl(url) }) });
  return show(deps, webhook.id);
}

/** @returns the new secret, this once */
async function rotate(
  deps: WebhookServiceDeps,
  id: string,
  { overlapHours }: z.output<typeof Rotation>,
): Promise<WebhookView & { secret: string }> {
  const { db, tenantId, vault } = deps;
  const webhook = await find(deps, id);
  const version = webhook.secretsVersion + 1;
  const secret = makeSecret();
  const sealed = await vault.seal(tenantId, webhook.id, { secret }, version);
  if (!(await rotateSecret(db, tenantId, webhook.id, { sealed, version, overlapHours })))
    throw new AppError("conflict", "Somebody else has just changed its secret. Please try again.");
  await audit(deps, "rotate", webhook.id, { overlapHours });
  return { ...(await show(deps, webhook.id)), secret };
}

/** Posts a test event now, whatever the state of the webhook; once, and it is logged. */
async function test(
  deps: WebhookServiceDeps,
  id: string,
): Promise<{ ok: boolean; event: string; status: number | null; detail: string | null; tookMs: number }> {
  const { db, tenantId, clock } = deps;
  const webhook = await find(deps, id);
  const target = await deps.receivers.open(tenantId, webhook.id);
  if (!target) return missing(id);
  const at = clock.now();
  const draft = {
    type: "interdesk.webhook.test" as const,
    clientId: null,
    internal: false,
    subject: `webhook/${webhook.id}`,
    ticketId: null,
    build: () => ({ note: "Somebody tries whether events arrive." }),
  };
  const names = { clients: new Map(), connections: new Map(), records: new Map() };
  const event = buildEvent(draft, names, { id: WebhookEventId.parse(deps.ids.next()), tenantId, at });
  const answer = await target.send(event);
  const tookMs = Math.max(0, clock.now().getTime() - at.getTime());
  const { outcome } = decidePost(answer, { attempts: 1, queuedAt: at }, { now: at, tookMs, random: 0 });
  const { status, detail } = outcome;
  const ok = outcome.kind === "done";
  await logTest(db, tenantId, webhook.id, event, { state: ok ? "done" : "failed", status, detail, tookMs });
  await audit(deps, "test", webhook.id, { ok, status });
  return { ok, event: event.id, status, detail, tookMs };
}

async function replay(
  deps: WebhookServiceDeps,
  id: string,
  which: z.output<typeof Replay>,
): Promise<{ replayed: number; more: boolean }> {
  const { db, tenantId } = deps;
  const webhook = await find(deps, id);
  const chosen = "event" in which ? which : { since: new Date(which.since), most: mostReplayed };
  const replayed = await replayPosts(db, tenantId, webhook.id, chosen);
  if ("event" in which && replayed === 0) await explainNothing(deps, webhook, which.event);
  await audit(deps, "replay", webhook.id, { ...which, replayed });
  return { replayed, more: replayed === mostReplayed };
}

async function explainNothing(deps: WebhookServiceDeps, webhook: StoredWebhook, event: WebhookEventId): Promise<void> {
  if (await readPost(deps.db, deps.tenantId, webhook.id, event))
    throw new AppError("conflict", `The event ${event} waits already to be sent.`);
  throw new AppError("notFound", `This webhook was never owed an event ${event}, or its log has run out.`);
}

async function find({ db, tenantId }: WebhookServiceDeps, wanted: string): Promise<StoredWebhook> {
  const id = WebhookId.safeParse(wanted).data;
  return (id && (await readWebhook(db, tenantId, id))) ?? missing(wanted);
}

function missing(wanted: string): never {
  throw new AppError("notFound", `There is no webhook ${cut(wanted)}. "interdesk webhooks list" shows all.`);
}

const cut = (text: string) => JSON.stringify(text.slice(0, 100));

function checkUrl({ allowedPrivate }: WebhookServiceDeps, url: string): void {
  const refused = refuseAddress(url, allowedPrivate);
  if (refused !== undefined) throw new AppError("invalid", `url: ${refused}`, { field: "url" });
}

async function findClients(
  { db, tenantId }: WebhookServiceDeps,
  names: readonly string[] | null,
): Promise<ClientId[] | null> {
  if (names === null) return null;
  const found: ClientId[] = [];
  for (const name of names) {
    const id = await findClient(db, tenantId, name);
    if (id === undefined)
      throw new AppError("invalid", `clients: there is no client ${cut(name)}.`, { field: "clients" });
    found.push(id);
  }
  return found;
}

/** Of an address only where it leads: its path may be a secret of the receiver's. */
function tellUrl(url: string): string {
  return new URL(url).origin;
}

function makeSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

async function audit(deps: WebhookServiceDeps, action: string, id: string, detail: Record<string, unknown>) {
  const entry = { actor: actorNow(), action: `webhook.${action}`, object: id, detail };
  await addAudit(deps.db, deps.tenantId, entry, deps.ids.next);
}
