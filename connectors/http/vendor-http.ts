import ky, { type KyInstance } from "ky";
import pRetry from "p-retry";
import { Agent, fetch as undiciFetch } from "undici";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, type Result, succeed } from "../../core/ports/result.ts";
import type { SlotPort } from "../../core/ports/slots.ts";
import type { VendorCall, VendorHttp, VendorResponse } from "../http.ts";
import { createGuardedConnector, parseAllowedPrivate } from "./address-guard.ts";
import { classifyFailure } from "./classify-failure.ts";
import { createRedactor, describe } from "./redaction.ts";
import { parseRetryAfter } from "./retry-after.ts";

export interface VendorHttpOptions {
  /** The vendor account whose slots are used, `<tenant>:<account>`. */
  account: string;
  slots: SlotPort;
  /** Addresses that the operator allowed; `host:port` also allows plain http there. */
  allowedPrivate: readonly string[];
  /** What must never be told again. */
  secrets: readonly string[];
  clock: { now(): Date };
  /** Headers of each call, such as the trace it belongs to. */
  headers?: () => Record<string, string>;
  onCall?: (call: { method: string; host: string; path: string; outcome: string; ms: number }) => void;
  timeouts?: Partial<Timeouts>;
}

interface Timeouts {
  connectMs: number;
  headersMs: number;
  bodyIdleMs: number;
  totalMs: number;
}

const defaultTimeouts: Timeouts = { connectMs: 5_000, headersMs: 15_000, bodyIdleMs: 15_000, totalMs: 60_000 };
const mostBytes = 10 * 1_024 * 1_024;
/** Calls that change nothing are repeated at once this often; what takes longer is the queue's to wait for. */
const quickRetries = 2;

/** The one way out to vendors: guarded addresses, slots, deadlines, a size cap, no redirects, nothing secret told. */
export function createVendorHttp(options: VendorHttpOptions): VendorHttp & { close(): Promise<void> } {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const allowed = parseAllowedPrivate(options.allowedPrivate);
  const agent = new Agent({
    connect: createGuardedConnector(allowed, timeouts.connectMs),
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyIdleMs,
    connections: 8,
    maxRedirections: 0,
  } as ConstructorParameters<typeof Agent>[0]);
  const redact = createRedactor(options.secrets);
  const client = ky.create({
    fetch: (input, init) => fetchThrough(agent, input, init),
    retry: 0,
    timeout: timeouts.totalMs,
    redirect: "manual",
    throwHttpErrors: false,
  });
  const once = (call: VendorCall) => callOnce(client, options, call, redact, timeouts.totalMs);
  return {
    redact,
    async request(call) {
      const refused = refuseUrl(call.url, options.allowedPrivate);
      if (refused) return fail(refused);
      if (!call.safe) return once(call);
      return repeatSafe(() => once(call));
    },
    close: () => agent.destroy(),
  };
}

/** ky speaks in web standard requests, undici's own fetch does not take them; the body is a buffer so that its length is sent. */
async function fetchThrough(
  agent: Agent,
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<Response> {
  const request = new Request(input, init);
  const response = await undiciFetch(request.url, {
    method: request.method,
    headers: [...request.headers],
    body: request.body ? await request.arrayBuffer() : null,
    signal: request.signal,
    redirect: "manual",
    dispatcher: agent,
  });
  // Both are the web standard's Response; only their declarations differ.
  return response as unknown as Response;
}

/** https, or http where the operator named host and port; never with credentials in it. */
function refuseUrl(url: string, allowedPrivate: readonly string[]): ConnectorError | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) return { kind: "blocked", detail: "The address is not a URL." };
  if (parsed.username || parsed.password)
    return { kind: "blocked", detail: "The address holds credentials; enter them in their own fields." };
  const named = allowedPrivate.includes(`${parsed.hostname}:${parsed.port || "80"}`);
  if (parsed.protocol === "https:" || (parsed.protocol === "http:" && named)) return undefined;
  return { kind: "blocked", detail: "The address must begin with https://." };
}

class Passing extends Error {
  readonly error: ConnectorError;
  constructor(error: ConnectorError) {
    super(error.kind);
    this.error = error;
  }
}

async function repeatSafe(
  once: () => Promise<Result<VendorResponse, ConnectorError>>,
): Promise<Result<VendorResponse, ConnectorError>> {
  try {
    return await pRetry(
      async () => {
        const result = await once();
        if (!result.ok && result.error.kind === "unavailable") throw new Passing(result.error);
        return result;
      },
      {
        retries: quickRetries,
        minTimeout: 200,
        maxTimeout: 2_000,
        randomize: true,
        shouldRetry: ({ error }) => error instanceof Passing,
      },
    );
  } catch (cause) {
    if (cause instanceof Passing) return fail(cause.error);
    throw cause;
  }
}

async function callOnce(
  client: KyInstance,
  options: VendorHttpOptions,
  call: VendorCall,
  redact: (text: string) => string,
  totalMs: number,
): Promise<Result<VendorResponse, ConnectorError>> {
  return options.slots.withSlots(options.account, call.buckets, async () => {
    const startedAt = options.clock.now().getTime();
    const result = await send(client, options, call, redact, totalMs);
    const { host, pathname } = new URL(call.url);
    const outcome = result.ok ? String(result.value.status) : result.error.kind;
    options.onCall?.({
      method: call.method,
      host,
      path: pathname,
      outcome,
      ms: options.clock.now().getTime() - startedAt,
    });
    return result;
  });
}

async function send(
  client: KyInstance,
  options: VendorHttpOptions,
  call: VendorCall,
  redact: (text: string) => string,
  totalMs: number,
): Promise<Result<VendorResponse, ConnectorError>> {
  try {
    const response = await client(call.url, {
      method: call.method,
      headers: { ...options.headers?.(), ...call.headers },
      signal: AbortSignal.timeout(totalMs),
      ...(call.json === undefined ? {} : { json: call.json }),
    });
    const text = await readText(response);
    // Something was answered to a change, and it cannot be read: it may well have happened.
    if (!text.ok) return call.safe ? text : fail({ kind: "unknownOutcome", detail: text.error.detail });
    const answer = { status: response.status, headers: Object.fromEntries(response.headers), text: text.value };
    return judgeStatus(answer, call, options.clock.now(), redact);
  } catch (cause) {
    return fail(classifyFailure(cause, call.safe, (words) => describe(words, redact)));
  }
}

/** Waits are the same for every vendor; what any other status means is the connector's to say. */
function judgeStatus(
  answer: VendorResponse,
  call: VendorCall,
  now: Date,
  redact: (text: string) => string,
): Result<VendorResponse, ConnectorError> {
  const asked = answer.headers["retry-after"];
  const detail = describe(`HTTP ${answer.status}: ${answer.text}`, redact);
  if (answer.status === 429 || (answer.status === 503 && asked !== undefined)) {
    return fail({ kind: "rateLimited", retryAfterMs: parseRetryAfter(asked, now), detail });
  }
  if (answer.status === 503) return fail({ kind: "unavailable", detail });
  // A gateway answered for the vendor, who may have done it all the same.
  if (answer.status === 502 || answer.status === 504)
    return fail(call.safe ? { kind: "unavailable", detail } : { kind: "unknownOutcome", detail });
  return succeed(answer);
}

/** Counts what is really read: a small compressed answer may be a very large one. */
async function readText(response: Response): Promise<Result<string, Extract<ConnectorError, { kind: "unreadable" }>>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > mostBytes) return fail({ kind: "unreadable", path: "", detail: "The answer is larger than 10 MB." });
    parts.push(part);
  }
  try {
    return succeed(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts)));
  } catch {
    return fail({ kind: "unreadable", path: "", detail: "The answer is not UTF-8 text." });
  }
}
