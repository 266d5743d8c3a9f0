import type { Kysely } from "kysely";
import type { UnitOfWork } from "../../core/ports/stores.ts";
import type { Database } from "./database.ts";
import { createAlertStore } from "./stores/alerts.ts";
import { createCommentStore } from "./stores/comments.ts";
import { createDeliveryStore } from "./stores/deliveries.ts";
import { createHintStore } from "./stores/hints.ts";
import { createLinkStore } from "./stores/links.ts";
import { createTicketStore } from "./stores/tickets.ts";
import { withTenant } from "./tenant.ts";

const mostTries = 3;

export function createUnitOfWork(db: Kysely<Database>, newId: () => string): UnitOfWork {
  return {
    async inTenant(tenantId, run) {
      for (let tries = 1; ; tries++) {
        try {
          return await withTenant(db, tenantId, (trx) =>
            run({
              deliveries: createDeliveryStore(trx, tenantId, newId),
              alerts: createAlertStore(trx, tenantId, newId),
              tickets: createTicketStore(trx, tenantId, newId),
              links: createLinkStore(trx, tenantId, newId),
              comments: createCommentStore(trx, tenantId),
              hints: createHintStore(trx, tenantId),
            }),
          );
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
    ["25006", "40001", "40P01", "55P03", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT"].includes(code)
  );
}

function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
