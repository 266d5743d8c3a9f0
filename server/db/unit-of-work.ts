import type { Kysely } from "kysely";
import type { AuditDraft, UnitOfWork } from "../../core/ports/stores.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { addAudit } from "./admin.ts";
import { createAlertStore } from "./stores/alerts.ts";
import { createAttachmentStore } from "./stores/attachments.ts";
import { createClockStore } from "./stores/clocks.ts";
import { createCommentStore } from "./stores/comments.ts";
import { createConnectionStore } from "./stores/connections.ts";
import { createDeliveryStore } from "./stores/deliveries.ts";
import { createDirectoryStore } from "./stores/directory.ts";
import { createEscalationStore } from "./stores/escalations.ts";
import { createFoldStore } from "./stores/folds.ts";
import { createHeartbeatStore } from "./stores/heartbeats.ts";
import { createHintStore } from "./stores/hints.ts";
import { createIntakeStore } from "./stores/intake.ts";
import { createLinkStore } from "./stores/links.ts";
import { createListingStore } from "./stores/alert-listings.ts";
import { createSourceStore } from "./stores/alert-sources.ts";
import { createOutboxStore } from "./stores/outbox.ts";
import { createPageStore } from "./stores/pages.ts";
import { createPostStore } from "./stores/posts.ts";
import { createRecoveryStore } from "./stores/recoveries.ts";
import { createShelfStore } from "./stores/shelf.ts";
import { createStormStore } from "./stores/storms.ts";
import { createTicketStore } from "./stores/tickets.ts";
import { createWindowStore } from "./stores/windows.ts";
import { withTenant } from "./tenant.ts";
import { noteTouched, type Touched } from "./touched.ts";

const mostTries = 3;

/**
 * @param secondsBetweenReads of a record that is hinted at again and again
 * @param checkLeases throws when the work that this belongs to may not go on
 * @param onTouched told what was changed, once that is committed
 */
export function createUnitOfWork(
  db: Kysely<Database>,
  newId: () => string,
  secondsBetweenReads: number,
  checkLeases: () => void = () => {},
  onTouched: (tenantId: TenantId, touched: Touched) => void = () => {},
): UnitOfWork {
  return {
    async inTenant(tenantId, run) {
      for (let tries = 1; ; tries++) {
        const touched: Touched = { tickets: new Set(), alerts: new Set() };
        try {
          const result = await withTenant(db, tenantId, async (trx) => {
            checkLeases();
            const stores = {
              deliveries: createDeliveryStore(trx, tenantId, newId),
              alerts: createAlertStore(trx, tenantId, newId),
              folds: createFoldStore(trx, tenantId),
              storms: createStormStore(trx, tenantId),
              windows: createWindowStore(trx, tenantId),
              heartbeats: createHeartbeatStore(trx, tenantId),
              tickets: createTicketStore(trx, tenantId, newId),
              clocks: createClockStore(trx, tenantId, newId),
              escalations: createEscalationStore(trx, tenantId),
              pages: createPageStore(trx, tenantId),
              links: createLinkStore(trx, tenantId, newId),
              comments: createCommentStore(trx, tenantId),
              attachments: createAttachmentStore(trx, tenantId),
              hints: createHintStore(trx, tenantId, secondsBetweenReads),
              directory: createDirectoryStore(trx, tenantId),
              intake: createIntakeStore(trx, tenantId),
              connections: createConnectionStore(trx, tenantId, newId),
              shelf: createShelfStore(trx, tenantId),
              sources: createSourceStore(trx, tenantId, newId),
              listings: createListingStore(trx, tenantId),
              outbox: createOutboxStore(trx, tenantId),
              posts: createPostStore(trx, tenantId, newId),
              recoveries: createRecoveryStore(trx, tenantId, newId),
              audit: { add: (entry: AuditDraft) => addAudit(trx, tenantId, entry, newId) },
            };
            const done = await run(noteTouched(stores, touched));
            checkLeases();
            return done;
          });
          if (touched.tickets.size + touched.alerts.size > 0) onTouched(tenantId, touched);
          return result;
        } catch (cause) {
          if (tries >= mostTries || !mayRepeat(cause)) throw cause;
        }
      }
    },
  };
}

/** Deadlock and serialization failure: the same transaction, once more, is expected to succeed. */
function mayRepeat(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40P01" || code === "40001";
}

/** Errors of the database that pass by themselves: connection lost, shutting down, read-only, resources, deadlock. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error && /connection|ECONN|EPIPE|timeout/i.test(error.message);
  return (
    /^(08|53|57P|58)/.test(code) ||
    ["25006", "25P03", "40001", "40P01", "55P03", "57014", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT"].includes(
      code,
    )
  );
}

/** Whether the database was not there to be asked: stopped, starting, full, or without a free connection. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  // The driver's own words, which have no code.
  if (code === undefined)
    return error instanceof Error && /^(Connection terminated|timeout exceeded when)/.test(error.message);
  return /^(08|53|57P)/.test(code) || ["ECONNREFUSED", "ECONNRESET", "EPIPE"].includes(code);
}

function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
