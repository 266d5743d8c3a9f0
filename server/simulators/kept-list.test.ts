import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { idSource } from "../ids.ts";
import { openKeptList } from "./kept-list.ts";

const changes = 200;

describe("the list of simulated connections", () => {
  it("is whole whenever it is read, however often it changes meanwhile", async (context) => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-kept-"));
    context.after(() => rm(dataDir, { recursive: true, force: true }));
    const list = openKeptList(dataDir);
    const tenantId = TenantId.parse(idSource.next());
    const ids = Array.from({ length: changes }, () => ConnectionId.parse(idSource.next()));
    let changing = true;
    const changed = Promise.all(
      ids.map((connectionId) => list.add({ tenantId, connectionId, connector: "halopsa" })),
    ).finally(() => (changing = false));
    let reads = 0;
    for (let known = 0; changing; reads++) {
      const { length } = await list.read();
      assert.ok(length >= known, `${length} after ${known}`);
      known = length;
    }
    await changed;
    assert.ok(reads > 1);
    assert.deepEqual(
      (await list.read()).map(({ connectionId }) => connectionId),
      ids,
    );
  });
});
