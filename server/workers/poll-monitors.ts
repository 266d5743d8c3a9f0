import { createHash } from "node:crypto";
import type { RegisteredConnector } from "../../connectors/contract.ts";
import { type PollDeps, pollMonitor } from "../../core/flows/poll-monitor.ts";
import type { OpenConnection } from "../connections/open-connections.ts";
import type { DueConnection } from "../db/claims.ts";
import { storeDelivery } from "../ingest/store-delivery.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import type { Node } from "./node.ts";

const mostLanes = 16;
/** A call ends within a minute; one with many answers takes the lease with it into each. */
const leaseMs = 10 * 60_000;
/** Of a connection that does not open, or whose connector does not say. */
const usualEveryMs = 120_000;

/** Asks the monitoring tools that tell nobody; one node at a time asks a connection. */
export function createMonitorLanes(
  node: Node,
  connectors: readonly RegisteredConnector[],
): Pick<LaneOptions<DueConnection>, "most" | "list" | "keyOf" | "run"> {
  const polled = connectors.filter(({ manifest }) => manifest.capabilities.includes("poll"));
  const names = polled.map(({ manifest }) => manifest.name);
  return {
    most: mostLanes,
    list: (most) => node.claims.polledMonitors(most, names),
    keyOf: ({ connectionId }) => connectionId,
    async run({ tenantId, connectionId }) {
      const turn = await node.claims.beginTurn("poll", { tenantId, connectionId }, node.name, leaseMs);
      if (!turn) return false;
      let nextInMs = usualEveryMs;
      try {
        const opened = await node.connections.open(tenantId, connectionId);
        if (!opened) return false;
        nextInMs = opened.connector.pollEveryMs(opened.connection.settings) ?? usualEveryMs;
        await inSpan("monitor.poll", { attributes: { connection: opened.connection.name } }, () => ask(node, opened));
      } finally {
        await node.claims.endTurn(turn, nextInMs);
      }
      return false;
    },
  };
}

async function ask(node: Node, opened: OpenConnection): Promise<void> {
  const { tenantId, connector, connection } = opened;
  const { inbound } = opened.instance;
  if (!inbound?.poll) throw new Error(`connection ${connection.id} is to be asked, and its connector cannot ask`);
  const hook = { tenantId, connectionId: connection.id, connector: connector.manifest.name };
  const store: PollDeps["store"] = async ({ body, contentType }, receivedAt) => {
    const request = { method: "POLL", headers: {}, query: {}, body, receivedAt };
    await storeDelivery(node.commit, { hook, connector, inbound }, request, contentType);
    node.world.metrics.count("interdesk_deliveries", { connector: hook.connector, status: "polled" });
  };
  const deps = { unit: node.unit, clock: node.world.clock, hash, store };
  const done = await pollMonitor(deps, { tenantId, connectionId: connection.id, poll: inbound.poll });
  const of = { tenantId, connectionId: connection.id, version: connection.version };
  if (done.ok) await node.health.noteSuccess(of);
  else await node.health.noteFailure(of, done.error);
}

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
