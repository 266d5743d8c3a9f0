import { type KyInstance } from "ky";
import { type Agent, fetch as undiciFetch } from "undici";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, type Result, succeed } from "../../core/ports/result.ts";
import type { VendorCall, VendorResponse } from "./vendor-call.ts";
import { classifyFailure } from "./classify-failure.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { describe } from "./redaction.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** Counted on what is unpacked. */
const mostBytes = 10 * 1_024 * 1_024;

/** ky speaks in web standard requests, undici's own fetch does not take them; the body is a buffer so that its length is sent. */
export async function fetchThrough(
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

export interface SendWorld {
  client: KyInstance;
  redact: (text: string) => string;
  now: () => Date;
  headers: Record<string, string>;
  /** For connection, answer and body together. */
  totalMs: number;
}

/** One attempt, with no repeat. */
export async function sendCall(world: SendWorld, call: VendorCall): Promise<Result<VendorResponse, ConnectorError>> {
  const deadline = startDeadline(world.totalMs);
  try {
    const asked = world.client(call.url, {
      method: call.method,
      headers: { ...world.headers, ...call.headers },
      timeout: false,
      signal: deadline.signal,
      ...(call.json === undefined ? {} : { json: call.json }),
    });
    const response = await deadline.race(asked);
    const text = await readText(response, deadline);
    // Something was answered to a change, and it cannot be read: it may well have happened.
    if (!text.ok) return call.safe ? text : fail({ kind: "unknownOutcome", detail: text.error.detail });
    const answer = { status: response.status, headers: Object.fromEntries(response.headers), text: text.value };
    return judgeStatus(answer, call, world);
  } catch (cause) {
    return fail(classifyFailure(cause, call.safe, (words) => describe(words, world.redact)));
  } finally {
    deadline.clear();
  }
}

/** Waits are the same for every vendor; what any other status means is the connector's to say. */
function judgeStatus(
  answer: VendorResponse,
  call: VendorCall,
  world: SendWorld,
): Result<VendorResponse, ConnectorError> {
  const asked = answer.headers["retry-after"];
  // Redaction reads the whole text, so only where it is told.
  const detail = () => describe(`HTTP ${answer.status}: ${answer.text}`, world.redact);
  if (answer.status === 429 || (answer.status === 503 && asked !== undefined)) {
    return fail({ kind: "rateLimited", retryAfterMs: parseRetryAfter(asked, world.now()), detail: detail() });
  }
  if (answer.status === 503) return fail({ kind: "unavailable", detail: detail() });
  // A gateway answered for the vendor, who may have done it all the same.
  if (answer.status === 502 || answer.status === 504)
    return fail({ kind: call.safe ? "unavailable" : "unknownOutcome", detail: detail() });
  return succeed(answer);
}

/** Counts what is really read: a small compressed answer may be a very large one. */
async function readText(
  response: Response,
  deadline: Deadline,
): Promise<Result<string, Extract<ConnectorError, { kind: "unreadable" }>>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const part = reader && (await deadline.race(reader.read()));
      if (!part || part.done) break;
      size += part.value.byteLength;
      if (size > mostBytes) return fail({ kind: "unreadable", path: "", detail: "The answer is larger than 10 MB." });
      parts.push(part.value);
    }
  } finally {
    // Read to its end this does nothing; else it lets go of the connection.
    reader?.cancel().catch(() => {});
  }
  try {
    return succeed(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts)));
  } catch {
    return fail({ kind: "unreadable", path: "", detail: "The answer is not UTF-8 text." });
  }
}
