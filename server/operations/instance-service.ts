import type { Kysely, Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { actorNow } from "../access/acting.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { adoptInstance, parkAll, readInstance, renewInstance } from "../db/instance.ts";
import { withTenant } from "../db/tenant.ts";
import { listTenants } from "../db/tenants.ts";
import { describeHold, type InstanceWatch } from "./instance-watch.ts";

export interface InstanceView {
  id: string;
  epoch: number;
  /** Where this node works on its database. */
  place: string;
  /** Why it is held, and what to do; null = it works. */
  held: string | null;
}

export interface InstanceService {
  show(): Promise<InstanceView>;
  /** The original is gone for good: this is it from now on. */
  adopt(): Promise<InstanceView>;
  /** It goes on beside the original: as another installation, with every connection paused. */
  renew(): Promise<InstanceView>;
}

export interface InstanceDeps {
  db: Kysely<Database>;
  newId: () => string;
  watch: Pick<InstanceWatch, "place" | "isHeld" | "lookAgain">;
}

export function createInstanceService({ db, newId, watch }: InstanceDeps): InstanceService {
  const show = async (): Promise<InstanceView> => {
    const { id, epoch, places } = await readInstance(db);
    const held = places.includes(watch.place.id) ? null : describeHold(watch.place);
    return { id, epoch, place: watch.place.name, held };
  };
  const note = async (
    action: string,
    detail: Record<string, unknown>,
    change: (trx: Transaction<Database>, tenantId: TenantId) => Promise<void> = async () => {},
  ) => {
    for (const { id } of await listTenants(db))
      await withTenant(db, id, async (trx) => {
        await change(trx, id);
        await addAudit(trx, id, { actor: actorNow(), action, object: "instance", detail }, newId);
      });
  };
  return {
    show,
    async adopt() {
      await note("instance.adopt", { place: watch.place.name });
      await adoptInstance(db, watch.place.id);
      watch.lookAgain();
      return show();
    },
    async renew() {
      const before = await readInstance(db);
      await note("instance.new", { place: watch.place.name, before: before.id }, (trx, tenantId) =>
        parkAll(trx, tenantId, "This is a copy: the original works with it."),
      );
      await renewInstance(db, watch.place.id);
      watch.lookAgain();
      return show();
    },
  };
}
