import { sumUpMissed } from "../../core/flows/sum-up-missed.ts";
import type { Node } from "./node.ts";

/** Ends the recovery of tenants whose desks were read: one notice tells what fell due meanwhile, then all goes on as usual. */
export async function runRecoveryPass(node: Node): Promise<{ again: boolean }> {
  for (const tenantId of await node.claims.recovered())
    if (await sumUpMissed(node.pushDeps, tenantId)) node.signals.wake("push");
  return { again: false };
}
