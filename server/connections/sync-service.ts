import { z } from "zod";
import { importRecords, type ImportRow } from "../../core/flows/import-records.ts";
import { type PlannedWrite, previewPush } from "../../core/flows/preview-push.ts";
import type { PushDeps, PushTarget } from "../../core/flows/push-deps.ts";
import { type Comparison, reconcile } from "../../core/flows/reconcile.ts";
import { repairDrift } from "../../core/flows/repair-drift.ts";
import { defaultPolicies, policyOf } from "../../core/sync/field-policy.ts";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import type { Result } from "../../core/ports/result.ts";
import { ExternalId, TicketId } from "../../schemas/ids.ts";
import type { FieldPolicy } from "../../schemas/sync-rules.ts";
import type { FieldName } from "../../schemas/ticket.ts";
import { AppError } from "../api/problem.ts";
import { GivenInstant } from "../api/shapes/common.ts";
import { actorNow } from "../access/acting.ts";

export const ImportRequest = z.strictObject({
  /** Records that changed since then. */
  since: GivenInstant,
  /** Twins that a person names: the record's key there → the ticket's id here. */
  pairs: z.record(ExternalId, TicketId).default({}),
  most: z.number().int().min(1).max(10_000).default(1_000),
  apply: z.boolean().default(false),
});
export type ImportRequest = z.infer<typeof ImportRequest>;

export interface FieldMerging {
  field: FieldName;
  policy: FieldPolicy;
  /** Unless the connection says otherwise. */
  usual: FieldPolicy;
}

/** What a person asks of a connected desk beside its daily work. */
export interface SyncService {
  /** What would be written if the connection were live, most urgent first; nothing is written. */
  preview(name: string, most: number): Promise<readonly PlannedWrite[]>;
  /** How each field that the desk carries is merged, and how it usually is. */
  policies(name: string): Promise<readonly FieldMerging[]>;
  /** Compares every open record now; nothing is changed. */
  compare(name: string): Promise<Comparison>;
  /** Writes our values where the desk says something else. @param only of these tickets; undefined = of all */
  repair(name: string, only: ReadonlySet<string> | undefined): Promise<{ repaired: number }>;
  /** Pairs and takes in older records; without `apply` it only says what it would do. */
  importRecords(name: string, request: ImportRequest): Promise<readonly ImportRow[]>;
}

export interface SyncServiceDeps {
  pushDeps: PushDeps;
  /** @throws AppError when there is no such service desk */
  openTarget: (name: string) => Promise<PushTarget>;
  wake: (queue: "read" | "push") => void;
}

export function createSyncService({ pushDeps, openTarget, wake }: SyncServiceDeps): SyncService {
  return {
    preview: async (name, most) => orSay(name, await previewPush(pushDeps, await openTarget(name), most)),
    async policies(name) {
      const { desk, rules } = await openTarget(name);
      return desk.fields.map((field) => {
        const usual = policyOf(defaultPolicies, field);
        return { field, usual, policy: rules.policies[field] ?? usual };
      });
    },
    compare: async (name) => orSay(name, await reconcile(pushDeps, await openTarget(name), false)),
    async repair(name, only) {
      const target = await openTarget(name);
      const { drift } = orSay(name, await reconcile(pushDeps, target, false));
      const wanted = drift.filter(({ ticketId }) => only === undefined || only.has(ticketId));
      const repaired = await repairDrift(pushDeps, target, wanted, actorNow());
      if (repaired > 0) wake("push");
      return { repaired };
    },
    async importRecords(name, { since, pairs, most, apply }) {
      // The schema has checked both sides of each pair.
      const known = new Map(Object.entries(pairs) as [ExternalId, TicketId][]);
      const target = await openTarget(name);
      const rows = orSay(
        name,
        await importRecords(pushDeps, target, { since, pairs: known, most, apply, by: actorNow() }),
      );
      if (!apply) return rows;
      // What was taken is read at once, with its comments and files.
      const taken = rows.filter(({ action }) => action === "attach" || action === "open");
      await pushDeps.unit.inTenant(target.tenantId, (stores) =>
        stores.hints.add(
          target.connectionId,
          taken.map(({ externalId }) => externalId),
          null,
        ),
      );
      wake("read");
      wake("push");
      return rows;
    },
  };
}

function orSay<T>(name: string, result: Result<T, ConnectorError>): T {
  if (result.ok) return result.value;
  throw new AppError("conflict", `${name} could not be asked: ${result.error.detail}`);
}
