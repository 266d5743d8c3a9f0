import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectionHealth } from "../../core/ports/stores.ts";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { idSource } from "../ids.ts";
import { createRefusals, holdRefused, tellRefusals } from "./refusals.ts";

const tenantId = TenantId.parse(idSource.next());
const id = ConnectionId.parse(idSource.next());
const opened = { tenantId, connectionId: id, version: 1 };

function openRefused() {
  let now = 0;
  const noted: string[] = [];
  const refusals = createRefusals(() => now);
  const health: ConnectionHealth = tellRefusals(
    {
      noteSuccess: async () => void noted.push("success"),
      noteFailure: async (_opened, error) => void noted.push(error.kind),
    },
    refusals,
  );
  let entered = 0;
  const open = async () => {
    entered += 1;
    return { ok: true as const, value: { leave: async () => {} } };
  };
  const gate = holdRefused({ enter: open }, refusals, { id, version: 1 });
  return {
    health,
    noted,
    refusals,
    pass: (ms: number) => void (now += ms),
    /** How many of so many calls were made. */
    async call(times: number): Promise<number> {
      const before = entered;
      for (let index = 0; index < times; index++) await gate.enter();
      return entered - before;
    },
    enter: () => gate.enter(),
  };
}

describe("a sign-in that was refused", () => {
  it("keeps back what was waiting, as the hub's own decision", async () => {
    const world = openRefused();
    assert.equal(await world.call(2), 2);
    await world.health.noteFailure(opened, { kind: "unauthorized", detail: "HTTP 401" });
    const answer = await world.enter();
    assert.ok(!answer.ok && answer.error.kind === "unavailable" && answer.error.own === true);
    assert.match(answer.error.detail, /Sign-in was refused a moment ago/);
    assert.equal(await world.call(50), 0);
    assert.deepEqual(world.noted, ["unauthorized"]);
  });

  it("lets one call find out afterwards, and all when it succeeds", async () => {
    const world = openRefused();
    await world.health.noteFailure(opened, { kind: "unauthorized", detail: "HTTP 401" });
    world.pass(5_000);
    assert.equal(await world.call(10), 1);
    world.pass(5_000);
    assert.equal(await world.call(10), 1, "it has not been told yet how that one ended");
    await world.health.noteSuccess(opened);
    assert.equal(await world.call(10), 10);
  });

  it("says nothing of other credentials", async () => {
    const world = openRefused();
    await world.health.noteFailure({ ...opened, version: 0 }, { kind: "unauthorized", detail: "HTTP 401" });
    assert.equal(await world.call(3), 3);
  });

  it("is forgotten with new credentials, and is no other failure's matter", async () => {
    const world = openRefused();
    await world.health.noteFailure(opened, { kind: "unauthorized", detail: "HTTP 401" });
    world.refusals.forget(id);
    assert.equal(await world.call(3), 3);
    await world.health.noteFailure(opened, { kind: "rejected", detail: "HTTP 422" });
    assert.equal(await world.call(3), 3);
  });
});
