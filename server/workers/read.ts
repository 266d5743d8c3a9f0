import { pollRecords, readHinted, type ReadSummary } from "../../core/flows/read-records.ts";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import type { Result } from "../../core/ports/result.ts";
import type { PushTarget } from "../../core/flows/push-deps.ts";
import type { DueConnection } from "../db/claims.ts";
import { inSpan } from "../telemetry/traces.ts";
import type { LaneOptions } from "./lanes.ts";
import { type Node, openDesk } from "./node.ts";

const mostLanes = 16;
const pollLeaseMs = 120_000;

type ReadLanes = Pick<LaneOptions<DueConnection>, "most" | "list" | "keyOf" | "run">;

/** Reads what webhooks hinted at. */
export function createHintLanes(node: Node): ReadLanes {
  return {
    most: mostLanes,
    list: (most) => node.claims.readable(most),
    keyOf: ({ connectionId }) => connectionId,
    async run({ tenantId, connectionId }) {
      const target = await openDesk(node, tenantId, connectionId);
      if (!target) return false;
      const result = await inSpan("records.readHinted", { attributes: { connection: target.name } }, () =>
        readHinted(node.pushDeps, target),
      );
      return (await note(node, target, result)) > 0;
    },
  };
}

/** Polls the desks whose turn it is; one node at a time polls a connection. */
export function createPollLanes(node: Node): ReadLanes {
  return {
    most: mostLanes,
    list: (most) => node.claims.pollable(most),
    keyOf: ({ connectionId }) => connectionId,
    async run({ tenantId, connectionId }) {
      const turn = await node.claims.beginTurn("poll", { tenantId, connectionId }, node.name, pollLeaseMs);
      if (!turn) return false;
      try {
        const target = await openDesk(node, tenantId, connectionId);
        if (!target) return false;
        const result = await inSpan("records.poll", { attributes: { connection: target.name } }, () =>
          pollRecords(node.pushDeps, target),
        );
        await note(node, target, result);
      } finally {
        await node.claims.endTurn(turn, node.pollIntervalMs);
      }
      return false;
    },
  };
}

async function note(node: Node, target: PushTarget, result: Result<ReadSummary, ConnectorError>): Promise<number> {
  if (!result.ok) {
    await node.health.noteFailure(target, result.error);
    return 0;
  }
  await node.health.noteSuccess(target);
  if (result.value.moved) node.signals.wake("push");
  return result.value.records;
}
