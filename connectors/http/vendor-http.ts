import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import ky from "ky";
import pRetry from "p-retry";
import { Agent } from "undici";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, type Result } from "../../core/ports/result.ts";
import type { CallGate, CallOutcome } from "../../core/ports/call-gate.ts";
import type { SlotPort } from "../../core/ports/slots.ts";
import type { VendorCall, VendorHttp, VendorResponse } from "./vendor-call.ts";
import { createGuardedConnector, parseAllowedPrivate, refuseUrl } from "./address-guard.ts";
import { createRedactor } from "./redaction.ts";
import { createFetch } from "./fetch-through.ts";
import { sendCall, type SendWorld } from "./send-call.ts";

export interface VendorHttpOptions {
  /** The vendor account whose slots are used, `<tenant>:<account>`. */
  account: string;
  slots: SlotPort;
  /** Budget and breaker; absent = every call passes. */
  gate?: CallGate;
  /** Addresses that the operator allowed; `host:port` also allows plain http there. */
  allowedPrivate: readonly string[];
  /** What must never be told again. */
  secrets: readonly string[];
  clock: { now(): Date };
  /** In [0, 1); spreads the repeats. */
  random?: () => number;
  /** Headers of each call, such as the trace it belongs to. */
  headers?: () => Record<string, string>;
  /** Asked right before a call that changes something; false = the work that it is a part of may not go on. */
  mayChange?: () => boolean;
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

/** Nothing was sent: somebody else may have done it by now. */
const tooLate: ConnectorError = {
  kind: "unavailable",
  detail: "The call came too late: this process was paused for longer than its leases last.",
};

/** Of work that has begun with what was opened before; it begins again with what is open now. */
const retired: ConnectorError = {
  kind: "unavailable",
  own: true,
  detail: "The connection was changed meanwhile, so this call was not made.",
};

interface Attempt {
  result: Result<VendorResponse, ConnectorError>;
  ms: number;
}

export interface OpenVendorHttp extends VendorHttp {
  /** No more calls are made; those on their way end in their own time. */
  retire(): Promise<void>;
  /** The same, and those on their way end now. */
  close(): Promise<void>;
}

/** The one way out to vendors: guarded addresses, slots, deadlines, a size cap, no redirects, nothing secret told. */
export function createVendorHttp(options: VendorHttpOptions): OpenVendorHttp {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const allowed = parseAllowedPrivate(options.allowedPrivate);
  const agent = new Agent({
    connect: createGuardedConnector(allowed, timeouts.connectMs),
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyIdleMs,
    connections: 8,
  });
  const redact = createRedactor(options.secrets);
  const openFetch = createFetch(agent);
  const client = ky.create({
    retry: 0,
    redirect: "manual",
    throwHttpErrors: false,
  });
  let isRetired = false;
  const refuse = () => (isRetired ? retired : undefined);
  return {
    redact,
    async request(call) {
      const refused = refuseUrl(call.url, allowed);
      if (refused) return fail(refused);
      const attempt = (totalMs: number) => tryOnce({ client, openFetch, options, redact, refuse, totalMs }, call);
      if (!call.safe) return (await attempt(timeouts.totalMs)).result;
      return repeatSafe(attempt, timeouts.totalMs, options.random ?? Math.random);
    },
    retire: () => {
      isRetired = true;
      return agent.close();
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
  world: Pick<SendWorld, "client" | "openFetch" | "redact" | "totalMs"> & {
    options: VendorHttpOptions;
    /** Why no call is made any more. */
    refuse: () => ConnectorError | undefined;
  },
  call: VendorCall,
): Promise<Attempt> {
  const { options, redact, refuse } = world;
  return options.slots.withSlots(options.account, call.buckets, async () => {
    const ended = refuse();
    if (ended) return { result: fail(ended), ms: quickFailureMs };
    const entered = await options.gate?.enter();
    if (entered && !entered.ok) return { result: entered, ms: quickFailureMs };
    // Nothing is known of the vendor by these, so the gate is told nothing; it may have been retired while it waited there.
    const refused = refuse();
    if (refused) return { result: fail(refused), ms: quickFailureMs };
    const mayChange = options.mayChange ?? (() => true);
    if (!call.safe && !mayChange()) return { result: fail(tooLate), ms: quickFailureMs };
    // It is asked once more where nothing tells any longer whose work this is.
    const inScope = AsyncLocalStorage.snapshot();
    const startedAt = performance.now();
    const headers = options.headers?.() ?? {};
    const sending = { ...world, now: () => options.clock.now(), headers, mayChange: () => inScope(mayChange) };
    const result = await sendCall(sending, call);
    const ms = Math.round(performance.now() - startedAt);
    const { host, pathname } = new URL(call.url);
    const outcome = result.ok ? String(result.value.status) : result.error.kind;
    await entered?.value.leave(judgeHealth(result), restOf(result));
    options.onCall?.({ method: call.method, host, path: redact(pathname), outcome, ms });
    return { result, ms };
  });
}

/** Whether the vendor is in trouble; what it answers in good order, a refusal too, is none. */
function judgeHealth(result: Result<VendorResponse, ConnectorError>): CallOutcome {
  if (result.ok && result.value.status === 401) return "refused";
  if (result.ok) return result.value.status >= 500 ? "failed" : "answered";
  const { error } = result;
  const failed = error.kind === "unknownOutcome" || (error.kind === "unavailable" && error.own !== true);
  return failed ? "failed" : "answered";
}

/** What is asked of one call is meant for all: an operation of several calls, and those of other lanes, would go on otherwise. */
function restOf(result: Result<VendorResponse, ConnectorError>): number | undefined {
  return !result.ok && result.error.kind === "rateLimited" ? result.error.retryAfterMs : undefined;
}
