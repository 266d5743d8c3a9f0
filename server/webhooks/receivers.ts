import type { Kysely } from "kysely";
import { createVendorHttp, type VendorHttp } from "../../connectors/http.ts";
import { signStandardWebhook } from "../../connectors/signatures.ts";
import type { PostAnswer } from "../../core/events/decide-post.ts";
import type { PostTarget } from "../../core/flows/send-posts.ts";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { type Result, succeed } from "../../core/ports/result.ts";
import type { SlotPort } from "../../core/ports/slots.ts";
import type { TenantId, WebhookId } from "../../schemas/ids.ts";
import type { Database } from "../db/database.ts";
import { readWebhook, type StoredWebhook } from "../db/webhooks.ts";
import type { Vault } from "../secrets/vault.ts";

export interface ReceiverDeps {
  db: Kysely<Database>;
  vault: Vault;
  slots: SlotPort;
  clock: { now(): Date };
  /** As in `outbound.allowedPrivate`. */
  allowedPrivate: readonly string[];
  /** Whether work that was begun may go on. */
  mayChange: () => boolean;
  onCall: (call: { outcome: string; ms: number }) => void;
}

/** The ways to the receivers of webhooks. */
export interface Receivers {
  /** As it is configured now; undefined = it was removed. */
  open(tenantId: TenantId, id: WebhookId): Promise<PostTarget | undefined>;
  closeAll(): Promise<void>;
}

/** A receiver has this long, all in all; ms. */
const totalMs = 15_000;
/** Nobody reads what is answered, beyond its beginning. */
const mostAnswerBytes = 1_000_000;
const mostTold = 200;
/** Ways that are kept open; one more ends the oldest. */
const mostKept = 500;

interface Way {
  /** What it was made for: another address or secret has a way of its own. */
  key: string;
  http: VendorHttp & { close(): Promise<void> };
}

/** Each webhook has connections of its own, so that one that hangs takes none from another of the same host. */
export function createReceivers(deps: ReceiverDeps): Receivers {
  const ways = new Map<WebhookId, Way>();
  const wayTo = (tenantId: TenantId, { id, url, secretsVersion }: StoredWebhook, secrets: readonly string[]): Way => {
    const key = `${url} ${secretsVersion} ${secrets.length}`;
    const known = ways.get(id);
    if (known?.key === key) return known;
    const [oldest] = ways.keys();
    if (!known && ways.size >= mostKept && oldest !== undefined) close(oldest);
    if (known) close(id);
    const way = { key, http: openHttp(deps, tenantId, id, secrets) };
    ways.set(id, way);
    return way;
  };
  /** What is under way is let come to its end. */
  const close = (id: WebhookId): void => {
    const http = ways.get(id)?.http;
    ways.delete(id);
    if (http) setTimeout(() => void http.close(), 2 * totalMs).unref();
  };
  return {
    async open(tenantId, id) {
      const webhook = await readWebhook(deps.db, tenantId, id);
      if (!webhook) return undefined;
      const secrets = await openSecrets(deps.vault, tenantId, webhook);
      const { http } = wayTo(tenantId, webhook, secrets);
      const { url, types, clients, includeInternal } = webhook;
      return {
        tenantId,
        wants: { id, types, clients, includeInternal },
        host: new URL(url).host,
        send: async ({ id: eventId, body }) => {
          const bytes = Buffer.from(body);
          const signed = signStandardWebhook({ id: eventId, now: deps.clock.now(), body: bytes }, ...secrets);
          const answer = await http.request({
            method: "POST",
            url,
            headers: { "content-type": "application/cloudevents+json", ...signed },
            bytes,
            mostAnswerBytes,
            buckets: [],
            safe: false,
          });
          return toAnswer(answer, http);
        },
      };
    },
    async closeAll() {
      await Promise.all([...ways.values()].map(({ http }) => http.close()));
      ways.clear();
    },
  };
}

function toAnswer(
  answer: Awaited<ReturnType<VendorHttp["request"]>>,
  http: VendorHttp,
): Result<PostAnswer, ConnectorError> {
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  return succeed({ status, text: http.redact(text.slice(0, 10 * mostTold)).slice(0, mostTold) });
}

function openHttp(deps: ReceiverDeps, tenantId: TenantId, id: WebhookId, secrets: readonly string[]) {
  const { slots, clock, allowedPrivate, mayChange, onCall } = deps;
  return createVendorHttp({
    account: `${tenantId}:webhook:${id}`,
    slots,
    allowedPrivate,
    secrets,
    clock,
    mayChange,
    onCall,
    timeouts: { totalMs },
  });
}

/** Newest first. */
async function openSecrets(vault: Vault, tenantId: TenantId, webhook: StoredWebhook): Promise<string[]> {
  const { id, secrets, secretsVersion, previous } = webhook;
  const opened = [await vault.open(tenantId, id, secrets, secretsVersion)];
  if (previous) opened.push(await vault.open(tenantId, id, previous, secretsVersion - 1));
  return opened.flatMap(({ secret }) => secret ?? []);
}
