import type { Kysely } from "kysely";
import type { PushTarget } from "../../core/flows/push-deps.ts";
import type { ConnectionHealth, UnitOfWork } from "../../core/ports/stores.ts";
import type { World } from "../../core/ports/world.ts";
import { decideHookCheck } from "../../core/sync/decide-hook-check.ts";
import { readHookUrl } from "../connections/webhooks.ts";
import { checkHookIn } from "../db/connection-run.ts";
import type { Database } from "../db/database.ts";
import type { Vault } from "../secrets/vault.ts";

export interface KeepDeps {
  world: World;
  unit: UnitOfWork;
  health: ConnectionHealth;
  db: Kysely<Database>;
  vault: Vault;
  /** How vendors reach this hub. */
  publicUrl: string;
  /** Between two checks of one connection. */
  everyMs: number;
}

/** Vendors switch webhooks off after failures, and people delete them: ours is made again, or a person is told. */
export function createWebhookKeeper({ world, unit, health, db, vault, publicUrl, everyMs }: KeepDeps) {
  return async (target: PushTarget): Promise<void> => {
    const { tenantId, connectionId, name, desk } = target;
    if (!desk.ensureWebhook) return;
    const hook = { db, tenantId, vault, publicUrl: () => publicUrl };
    const done = await desk.ensureWebhook(await readHookUrl(hook, { id: connectionId, name }));
    world.metrics.count("interdesk_webhooks_kept", { outcome: done.ok ? done.value.state : "failed" });
    // An API user may read and write tickets and still have no right to webhooks.
    if (!done.ok && done.error.kind !== "forbidden") await health.noteFailure(target, done.error);
    else if (done.ok && done.value.state !== "present")
      world.log.warn({ connection: name, detail: done.value.detail }, "a webhook had to be made again");
    const { lost, nextInMs } = decideHookCheck(done.ok ? undefined : done.error, everyMs);
    await checkHookIn(db, tenantId, connectionId, nextInMs);
    if (done.ok) await unit.inTenant(tenantId, (stores) => stores.connections.settle(connectionId, ["webhookLost"]));
    if (done.ok || !lost) return;
    const { detail } = done.error;
    await unit.inTenant(tenantId, (stores) =>
      stores.connections.tell(connectionId, {
        kind: "webhookLost",
        title: `${name} does not call us any more`,
        body:
          `Its webhook could not be checked or made again: ${detail}\n\n` +
          `Nothing is lost, the hub asks by itself; but news come later. See "interdesk connection webhook ${name}".`,
      }),
    );
  };
}
