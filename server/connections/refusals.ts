import { setTimeout as pause } from "node:timers/promises";
import type { CallGate, CallPass } from "../../core/ports/call-gate.ts";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, succeed } from "../../core/ports/result.ts";
import type { ConnectionHealth } from "../../core/ports/stores.ts";
import type { ConnectionId } from "../../schemas/ids.ts";

/** Longer than a batch that has begun goes on; from then on the rest of the connection, which all nodes know, keeps calls back. */
const holdMs = 5_000;
/** Longer than it takes to understand an answer that is there, and to write down that the call failed. */
const understandMs = 250;

/**
 * Connections of this process whose sign-in was refused a moment ago. What waits for a slot by then would be refused as well, and
 * vendors lock an account after a few such calls: so it is not sent. After a rest the first call alone finds out.
 */
export interface Refusals {
  /** With the settings and secrets of this version. */
  mayCall(id: ConnectionId, version: number): boolean;
  note(id: ConnectionId, version: number): void;
  forget(id: ConnectionId): void;
}

/** @param now the process's own clock, ms */
export function createRefusals(now: () => number = () => performance.now()): Refusals {
  const all = new Map<ConnectionId, { version: number; until: number }>();
  const hold = (id: ConnectionId, version: number) => void all.set(id, { version, until: now() + holdMs });
  return {
    mayCall(id, version) {
      const held = all.get(id);
      if (held?.version !== version) return true;
      if (now() < held.until) return false;
      hold(id, version);
      return true;
    },
    note(id, version) {
      // Work that has begun with older secrets ends after newer ones are in use.
      if ((all.get(id)?.version ?? 0) <= version) hold(id, version);
    },
    forget: (id) => void all.delete(id),
  };
}

const notMade: ConnectorError = {
  kind: "unavailable",
  own: true,
  detail: "Sign-in was refused a moment ago, so this call was not made: it would have been refused too.",
};

interface Held {
  id: ConnectionId;
  version: number;
}

/**
 * The same gate, closed while sign-in has just been refused. What a 401 means its connector finds out, a token may have ended:
 * until then nobody else goes through.
 */
export function holdRefused(gate: CallGate, refusals: Refusals, { id, version }: Held): CallGate {
  let understood: Promise<void> | undefined;
  const watch = ({ leave }: CallPass): CallPass => ({
    leave(outcome, restMs) {
      if (outcome === "refused") understood = pause(understandMs);
      return leave(outcome, restMs);
    },
  });
  return {
    async enter() {
      await understood;
      if (!refusals.mayCall(id, version)) return fail(notMade);
      const entered = await gate.enter();
      return entered.ok ? succeed(watch(entered.value)) : entered;
    },
  };
}

/** The same health, which tells of refused sign-ins at once. */
export function tellRefusals(health: ConnectionHealth, refusals: Refusals): ConnectionHealth {
  return {
    noteSuccess: (opened) => {
      refusals.forget(opened.connectionId);
      return health.noteSuccess(opened);
    },
    noteFailure: (opened, error) => {
      if (error.kind === "unauthorized") refusals.note(opened.connectionId, opened.version);
      return health.noteFailure(opened, error);
    },
  };
}
