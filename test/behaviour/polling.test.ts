import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { pollMonitor } from "../../core/flows/poll-monitor.ts";
import type { PolledAnswer } from "../../core/ports/inbound.ts";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, type Result, succeed } from "../../core/ports/result.ts";
import type { Json } from "../../schemas/json.ts";
import { createUnitOfWork } from "../../server/db/unit-of-work.ts";
import { idSource } from "../../server/ids.ts";
import { useTenantDatabase } from "../support/tenant-database.ts";

const database = useTenantDatabase();

interface Said {
  text: string;
  more?: boolean;
  /** False: each answer is news. */
  marked?: boolean;
}

/** A connection whose tool says these things, each with the next number for a cursor; where they end it says nothing more. */
async function connect(...says: readonly (Said | ConnectorError)[]) {
  const { id: connectionId } = await database.addConnection("monitor");
  const stored: string[] = [];
  const cursors: Json[] = [];
  const state = { now: new Date("2026-11-23T13:00:00Z"), diskIsFull: false };
  const left = [...says];
  const poll = async (cursor: Json | null): Promise<Result<PolledAnswer, ConnectorError>> => {
    cursors.push(cursor);
    const said = left.shift() ?? assert.fail("asked too often");
    if ("kind" in said) return fail(said);
    const { text, more = false, marked = true } = said;
    const answer = { body: Buffer.from(text), contentType: "text/plain", cursor: cursors.length, more };
    return succeed(marked ? { ...answer, fingerprint: text } : answer);
  };
  const deps = {
    unit: createUnitOfWork(database.db, idSource.next, 0),
    clock: { now: () => state.now },
    hash: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex"),
    store: async ({ body }: PolledAnswer) => {
      if (state.diskIsFull) throw new Error("the disk is full");
      stored.push(Buffer.from(body).toString());
    },
  };
  const turn = () => pollMonitor(deps, { tenantId: database.tenantId, connectionId, poll });
  return { turn, state, stored, cursors };
}

describe("asking a monitoring tool", () => {
  it("goes on from the last answer, as long as there is more, and in the next turn", async () => {
    const { turn, stored, cursors } = await connect({ text: "a", more: true }, { text: "b" }, { text: "c" });
    assert.deepEqual(await turn(), { ok: true, value: 2 });
    assert.deepEqual(await turn(), { ok: true, value: 1 });
    assert.deepEqual(
      [stored, cursors],
      [
        ["a", "b", "c"],
        [null, 1, 2],
      ],
    );
  });

  it("stores what says the same once, and again after an hour", async () => {
    const same = { text: "same" };
    const { turn, state, stored } = await connect(same, same, same, { text: "other" }, same);
    await turn();
    assert.deepEqual(await turn(), { ok: true, value: 0 });
    state.now = new Date(state.now.getTime() + 3_600_000);
    await turn();
    await turn();
    await turn();
    assert.deepEqual(stored, ["same", "same", "other", "same"]);
  });

  it("stores each answer of a tool that gives no mark", async () => {
    const same = { text: "same", marked: false };
    const { turn, stored } = await connect(same, same);
    await turn();
    await turn();
    assert.deepEqual(stored, ["same", "same"]);
  });

  it("asks again for what could not be stored", async () => {
    const { turn, state, stored, cursors } = await connect({ text: "a" }, { text: "a" });
    state.diskIsFull = true;
    await assert.rejects(turn(), /disk is full/);
    state.diskIsFull = false;
    await turn();
    assert.deepEqual([stored, cursors], [["a"], [null, null]]);
  });

  it("keeps what came before a failure, and goes on behind it", async () => {
    const down: ConnectorError = { kind: "unavailable", detail: "It does not answer." };
    const { turn, stored, cursors } = await connect({ text: "a", more: true }, down, { text: "b" });
    assert.deepEqual(await turn(), { ok: false, error: down });
    await turn();
    assert.deepEqual(
      [stored, cursors],
      [
        ["a", "b"],
        [null, 1, 1],
      ],
    );
  });

  it("ends a turn that never ends", async () => {
    const endless = Array.from({ length: 101 }, (_, index) => ({ text: String(index), more: true }));
    const { turn, stored } = await connect(...endless);
    await turn();
    assert.equal(stored.length, 100);
  });
});
