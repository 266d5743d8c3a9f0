import { missCheckIns } from "../../core/flows/miss-check-ins.ts";
import { remindDismissed } from "../../core/flows/remind-dismissed.ts";
import { reviewAlerts } from "../../core/flows/review-alerts.ts";
import { tellFolds } from "../../core/flows/tell-folds.ts";
import type { Node } from "./node.ts";

/** After a storm its alerts get tickets of their own at this pace, so that people and desks can follow. */
const alertsPerMinute = 30;

/** What intake does by itself when its time has come: ends storms, looks at alerts again, tells tickets what joined them and what still fires. */
export async function runReviewPass(node: Node): Promise<{ again: boolean }> {
  let again = false;
  const deps = { ...node.world, unit: node.unit };
  for (const tenantId of await node.claims.tenantsWithDueIntake()) {
    const ended = await node.unit.inTenant(tenantId, (stores) => stores.storms.endDue(alertsPerMinute));
    for (const { clientId, alerts } of ended) {
      node.world.metrics.count("interdesk_storms_ended", {});
      node.world.log.info({ tenant: tenantId, client: clientId, alerts }, "a storm is over");
    }
    const reviewed = await reviewAlerts(deps, tenantId);
    const missed = await missCheckIns(deps, tenantId);
    const told = await tellFolds(deps, tenantId);
    const reminded = await remindDismissed(deps, tenantId);
    if (reviewed.wakes || missed + told + reminded.told > 0) node.signals.wake("push");
    again ||= reviewed.again || reminded.again;
  }
  return { again };
}
