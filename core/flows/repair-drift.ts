import type { LinkField } from "../../schemas/link.ts";
import type { Drift } from "./reconcile.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";

/**
 * Has our values written where a desk says something else, whatever held them back before: what a person asks for after
 * looking at the differences.
 *
 * @param by who asked for it
 * @returns how many records are to be written
 */
export async function repairDrift(
  deps: PushDeps,
  target: PushTarget,
  drift: readonly Drift[],
  by: string,
): Promise<number> {
  let repaired = 0;
  for (const { linkId, fields } of drift) {
    await deps.unit.inTenant(target.tenantId, async (stores) => {
      const locked = await stores.links.lock(linkId);
      if (locked?.row.link.state !== "active") return;
      const { link } = locked.row;
      const owed = { ...link.fields };
      for (const { field } of fields) {
        const known: LinkField | undefined = owed[field];
        if (known)
          owed[field] = { rev: 0, raw: known.raw, ...(known.place === undefined ? {} : { place: known.place }) };
      }
      const { ticket } = locked;
      await stores.links.save({ ...link, fields: owed, doneRev: Math.min(link.doneRev, ticket.rev - 1) }, {});
      await stores.links.want([{ id: ticket.id, rev: ticket.rev, priority: ticket.fields.priority }], null);
      const detail = { connection: target.name, ticketId: ticket.id, fields: fields.map(({ field }) => field) };
      await stores.audit.add({ actor: by, action: "link.repair", object: linkId, detail });
      repaired += 1;
    });
  }
  return repaired;
}
