import { setTimeout as pause } from "node:timers/promises";
import ky, { type KyInstance } from "ky";
import pRetry from "p-retry";
import { Agent } from "undici";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, type Result } from "../../core/ports/result.ts";
import type { SlotPort } from "../../core/ports/slots.ts";
import type { VendorCall, VendorHttp, VendorResponse } from "./vendor-call.ts";
import { createGuardedConnector, parseAllowedPrivate, refuseUrl } from "./address-guard.ts";
import { createRedactor } from "./redaction.ts";
import { fetchThrough, sendCall } from "./send-call.ts";

export interface VendorHttpOptions {
  /** The vendor account whose slots are used, `<tenant>:<account>`. */
  account: string;
  slots: SlotPort;
  /** Addresses that the operator allowed; `host:port` also allows plain http there. */
  allowedPrivate: readonly string[];
  /** What must never be told again. */
  secrets: readonly string[];
  clock: { now(): Date };
  /** In [0, 1); spreads the repeats. */
  random?: () => number;
  /** Headers of each call, such as the trace it belongs to. */
  headers?: () => Record<string, string>;
  onCall?: (call: { method: string; host: string; path: string; outcome: string; ms: number }) => void;
  timeouts?: Partial<Timeouts>;
}

interface Timeouts {
  connectMs: number;
  headersMs: number;
  bodyIdleMs: number;
  /** Of a call with all its repeats; waiting for a slot does not count. */
  totalMs: number;
}

const defaultTimeouts: Timeouts = { connectMs: 5_000, headersMs: 15_000, bodyIdleMs: 15_000, totalMs: 60_000 };
/** Calls that change nothing are repeated at once this often; what takes longer is the queue's to wait for. */
const quickRetries = 2;
const longestPauseMs = 2_000;
/** Who was slow to fail once is not asked again in the same call. */
const quickFailureMs = 5_000;

interface Attempt {
  result: Result<VendorResponse, ConnectorError>;
  ms: number;
}

/** The one way out to vendors: guarded addresses, slots, deadlines, a size cap, no redirects, nothing secret told. */
export function createVendorHttp(options: VendorHttpOptions): VendorHttp & { close(): Promise<void> } {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const allowed = parseAllowedPrivate(options.allowedPrivate);
  const agent = new Agent({
    connect: createGuardedConnector(allowed, timeouts.connectMs),
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyIdleMs,
    connections: 8,
  });
  const redact = createRedactor(options.secrets);
  const client = ky.create({
    fetch: (input, init) => fetchThrough(agent, input, init),
    retry: 0,
    redirect: "manual",
    throwHttpErrors: false,
  });
  return {
    redact,
    async request(call) {
      const refused = refuseUrl(call.url, allowed);
      if (refused) return fail(refused);
      const attempt = (totalMs: number) => tryOnce({ client, options, redact, totalMs }, call);
      if (!call.safe) return (await attempt(timeouts.totalMs)).result;
      return repeatSafe(attempt, timeouts.totalMs, options.random ?? Math.random);
    },
    close: () => agent.destroy(),
  };
}

class Passing extends Error {
  readonly error: ConnectorError;
  readonly ms: number;
  constructor(error: ConnectorError, ms: number) {
    super(error.kind);
    this.error = error;
    this.ms = ms;
  }
}

/** All attempts share one deadline, so that a repeat never makes a slow vendor slower. */
async function repeatSafe(
  attempt: (totalMs: number) => Promise<Attempt>,
  totalMs: number,
  random: () => number,
): Promise<Result<VendorResponse, ConnectorError>> {
  let leftMs = totalMs;
  try {
    return await pRetry(
      async (number) => {
        if (number > 1) await pause(random() * Math.min(longestPauseMs, 500 * 2 ** (number - 1)));
        const { result, ms } = await attempt(leftMs);
        leftMs = Math.max(1, leftMs - ms);
        if (!result.ok && result.error.kind === "unavailable") throw new Passing(result.error, ms);
        return result;
      },
      {
        retries: quickRetries,
        minTimeout: 0,
        shouldRetry: ({ error }) => error instanceof Passing && error.ms < quickFailureMs && leftMs > 1,
      },
    );
  } catch (cause) {
    if (cause instanceof Passing) return fail(cause.error);
    throw cause;
  }
}

async function tryOnce(
  world: { client: KyInstance; options: VendorHttpOptions; redact: (text: string) => string; totalMs: number },
  call: VendorCall,
): Promise<Attempt> {
  const { client, options, redact, totalMs } = world;
  return options.slots.withSlots(options.account, call.buckets, async () => {
    const startedAt = performance.now();
    const headers = options.headers?.() ?? {};
    const result = await sendCall({ client, redact, now: () => options.clock.now(), headers, totalMs }, call);
    const ms = Math.round(performance.now() - startedAt);
    const { host, pathname } = new URL(call.url);
    const outcome = result.ok ? String(result.value.status) : result.error.kind;
    options.onCall?.({ method: call.method, host, path: redact(pathname), outcome, ms });
    return { result, ms };
  });
}
