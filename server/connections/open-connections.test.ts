import assert from "node:assert/strict";
import { it } from "node:test";
import { createDial, createVendorHttp } from "../../connectors/http.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import { findConnector } from "../../connectors/registry.ts";
import { Connection } from "../../schemas/connection.ts";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { SyncRules } from "../../schemas/sync-rules.ts";
import { idSource } from "../ids.ts";
import { createOpenConnections } from "./open-connections.ts";

const clock = { now: () => new Date() };
const tenantId = TenantId.parse(idSource.next());
const id = ConnectionId.parse(idSource.next());

/** What is stored of it at some version. */
const stored = (version: number) =>
  Connection.parse({
    id,
    name: "tool",
    connector: "alertmanager",
    kind: "monitor",
    mode: "live",
    parkedReason: null,
    settings: {},
    maps: {},
    rules: SyncRules.parse({}),
    defaultClientId: null,
    allowedFrom: [],
    version,
    createdAt: new Date(),
  });

/** One connection of which the store answers when the test says so. */
function openWorld() {
  let version = 1;
  let hold: Promise<void> | undefined;
  let asked = () => {};
  const read = async <T>(value: () => T): Promise<T> => {
    const now = value();
    asked();
    await hold;
    return now;
  };
  const connections = createOpenConnections({
    load: () =>
      read(() => ({
        connection: stored(version),
        tenantId,
        secretVersions: [{ bearerToken: "test-token-not-secret" }],
        hookToken: undefined,
        startedAt: new Date(),
      })),
    version: () => read(() => ({ version, overlaps: false })),
    findConnector,
    openShelf: () => ({ owner: id, get: async () => new Map(), update: async () => undefined }),
    openHttp: () =>
      createVendorHttp({ account: "t:a", slots: createLocalSlots(), allowedPrivate: [], secrets: [], clock }),
    hookUrl: () => undefined,
    dial: createDial([]),
    clock,
  });
  return {
    connections,
    open: async () => (await connections.open(tenantId, id))?.connection.version,
    /** @returns lets go of what the store has read before this */
    async holdWhile(run: () => void): Promise<() => void> {
      let release = () => {};
      const reading = new Promise<void>((resolve) => (asked = resolve));
      hold = new Promise((resolve) => (release = resolve));
      run();
      await reading;
      hold = undefined;
      return release;
    },
    change() {
      version += 1;
      connections.changed(id);
    },
  };
}

for (const [what, isOpen] of [
  ["while it is opened", false],
  ["while its version is asked for", true],
] as const)
  it(`a connection that is changed ${what} is the new one for whoever waits for it, and from then on`, async (context) => {
    const { connections, open, holdWhile, change } = openWorld();
    context.after(() => connections.closeAll());
    if (isOpen) {
      assert.equal(await open(), 1);
      connections.changed(id);
    }
    let waiting: Promise<number | undefined> | undefined;
    const release = await holdWhile(() => (waiting = open()));
    change();
    const later = open();
    release();
    assert.deepEqual(await Promise.all([waiting, later, open()]), [2, 2, 2]);
  });
