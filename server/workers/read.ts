import { pollRecords, readHinted, type ReadSummary } from "../../core/flows/read-records.ts";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import type { Result } from "../../core/ports/result.ts";
import type { PushTarget } from "../../core/flows/push-deps.ts";
import { inSpan } from "../telemetry/traces.ts";
import { type Node, openDesk } from "./node.ts";

const atOnce = 8;
const pollLeaseMs = 120_000;

/** Reads what webhooks hinted at, connections side by side. */
export async function runHintPass(node: Node): Promise<{ again: boolean }> {
  const due = await node.claims.readable(atOnce);
  const read = await Promise.all(
    due.map(async ({ tenantId, connectionId }) => {
      const target = await openDesk(node, tenantId, connectionId);
      if (!target) return 0;
      const result = await inSpan("records.readHinted", { attributes: { connection: target.name } }, () =>
        readHinted(node.pushDeps, target),
      );
      return note(node, target, result);
    }),
  );
  return { again: read.some((records) => records > 0) };
}

/** Polls the desks whose turn it is; one node at a time polls a connection. */
export async function runPollPass(node: Node): Promise<{ again: boolean }> {
  const due = await node.claims.pollable(atOnce);
  await Promise.all(
    due.map(async ({ tenantId, connectionId }) => {
      const lease = await node.claims.poll(tenantId, connectionId, node.name, pollLeaseMs);
      if (!lease) return;
      try {
        const target = await openDesk(node, tenantId, connectionId);
        if (!target) return;
        const result = await inSpan("records.poll", { attributes: { connection: target.name } }, () =>
          pollRecords(node.pushDeps, target, target.startedAt),
        );
        await note(node, target, result);
      } finally {
        await node.claims.endPoll(tenantId, connectionId, node.name, node.pollIntervalMs);
      }
    }),
  );
  return { again: false };
}

async function note(node: Node, target: PushTarget, result: Result<ReadSummary, ConnectorError>): Promise<number> {
  if (!result.ok) {
    await node.health.noteFailure(target.tenantId, target.connectionId, result.error);
    return 0;
  }
  await node.health.noteSuccess(target.tenantId, target.connectionId);
  if (result.value.moved) node.signals.wake("push");
  return result.value.records;
}
