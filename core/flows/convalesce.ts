import type { ConnectorError } from "../ports/connector-error.ts";
import { type Result } from "../ports/result.ts";
import type { RecoveryPhase } from "../sync/recovery.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";
import { pollRecords } from "./read-records.ts";
import { type Comparison, reconcile } from "./reconcile.ts";

/**
 * Reads a desk as a whole after time was lost here: every record that is known, then all that has changed since the last poll
 * that is known. Theirs wins, records that bear our markers are adopted, and nothing is written.
 */
export async function convalesce(
  deps: PushDeps,
  target: PushTarget,
  phase: RecoveryPhase,
): Promise<Result<Comparison, ConnectorError>> {
  const recovering = { ...target, recovery: phase };
  const compared = await reconcile(deps, recovering, true);
  if (!compared.ok) return compared;
  const polled = await pollRecords(deps, recovering);
  if (!polled.ok) return polled;
  await deps.unit.inTenant(target.tenantId, (stores) => stores.connections.noteRead(target.connectionId, phase));
  return { ok: true, value: { ...compared.value, moved: compared.value.moved || polled.value.moved } };
}
