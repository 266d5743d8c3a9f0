import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type AuditWorld, openAuditWorld } from "../../test/support/audit-world.ts";
import { awaitUntil } from "../demo/world.ts";
import { anchorHead, startAnchorLoop } from "./anchor-loop.ts";
import { deriveAnchorKeys } from "./chain.ts";

let world: AuditWorld;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openAuditWorld({ after: (run) => void closers.push(run) });
});
after(async () => {
  for (const close of closers) await close();
});

const written = async () => {
  const { publicKey } = await deriveAnchorKeys(world.vault, world.tenantId);
  return [...(await world.anchors.read(world.tenantId, publicKey)).bySequence.keys()];
};

describe("the end of the chain", () => {
  it("is written down when a node starts, for each tenant that has one", async () => {
    await world.add(1);
    await world.sealAll();
    const loop = startAnchorLoop(world.deps);
    await awaitUntil("the anchor", async () => ((await written()).length > 0 ? true : undefined));
    await loop.stop();
    assert.deepEqual(await written(), [1]);
  });

  it("is written down once, and again when it has moved", async () => {
    const { tenantId, deps } = world;
    assert.equal(await anchorHead(deps, tenantId, 1), undefined);
    await world.add(2);
    await world.sealAll();
    assert.equal((await anchorHead(deps, tenantId, 1))?.sequence, 3);
    assert.deepEqual(await written(), [1, 3]);
  });

  it("is not signed while it is not right", async () => {
    const { tenantId, deps } = world;
    await world.tamper("update audit_seal set hash = set_bit(hash, 3, 1 - get_bit(hash, 3)) where sequence = 3");
    assert.equal(await anchorHead(deps, tenantId, 0), undefined);
    await world.tamper(
      "update audit_seal set hash = set_bit(hash, 3, 1 - get_bit(hash, 3)) where sequence = 3",
      "delete from audit where id = (select audit_id from audit_seal where sequence = 3)",
    );
    assert.equal(await anchorHead(deps, tenantId, 0), undefined);
    assert.deepEqual(await written(), [1, 3]);
  });
});
