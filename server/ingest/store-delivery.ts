import { type InboundRequest, type RegisteredConnector, selectKept } from "../../connectors/contract.ts";
import type { InboundAdapter } from "../../core/ports/inbound.ts";
import { currentTraceparent } from "../telemetry/traces.ts";
import type { AddressList } from "./address-list.ts";
import type { GroupCommit } from "./group-commit.ts";
import type { Hook } from "./hook-directory.ts";

/** A connection that takes deliveries, found by an address of its own. */
export interface OpenHook {
  hook: Hook;
  connector: RegisteredConnector;
  inbound: InboundAdapter;
}

/** The running connector behind a hook; undefined where it was removed. Throws when its settings do not open. */
export type OpenHookConnector = (hook: Hook) => Promise<
  | {
      connector: RegisteredConnector;
      inbound: InboundAdapter | undefined;
      /** The only addresses from which it takes deliveries; undefined = any. */
      origins: AddressList | undefined;
    }
  | undefined
>;

const longestHeader = 1_000;

/**
 * Resolves with the delivery's id once it is committed: only then may the sender be told that it was taken.
 *
 * @param request verified, as it came
 * @throws Overloaded when too many wait already; any other error = it was not stored as far as we know
 */
export async function storeDelivery(
  commit: GroupCommit,
  { hook, connector, inbound }: OpenHook,
  request: InboundRequest,
  contentType: string,
): Promise<string> {
  const kept = Object.entries(selectKept(request, connector.manifest));
  return commit.add({
    tenantId: hook.tenantId,
    connectionId: hook.connectionId,
    receivedAt: request.receivedAt,
    contentType,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, value.slice(0, longestHeader)])),
    // Should it fail, then nothing is stored: better sent again than kept with a secret in it.
    body: inbound.redact?.(request.body) ?? request.body,
    traceparent: currentTraceparent(),
  });
}
