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
      const { result, touched } = await withTenant(db, tenantId, async (trx) => {
        const touched: Touched = { tickets: new Set(), alerts: new Set() };
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
        const result = await run(noteTouched(stores, touched));
        checkLeases();
        return { result, touched };
      });
      if (touched.tickets.size + touched.alerts.size > 0) onTouched(tenantId, touched);
      return result;
    },
  };
}
