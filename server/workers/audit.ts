import type { Node } from "./node.ts";

/** Rows of the audit get their places in its chain, whichever node comes first. */
export async function runSealPass(node: Node): Promise<{ again: boolean }> {
  let again = false;
  for (const tenantId of await node.claims.tenantsWithUnsealedAudit()) {
    try {
      again = (await node.sealAudit(tenantId)).again || again;
    } catch (cause) {
      // One tenant whose key does not open keeps no other one waiting.
      node.world.log.error({ tenant: tenantId, err: cause }, "rows of the audit could not be sealed");
    }
  }
  return { again };
}
