import { type KyInstance } from "ky";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { fail, type Result, succeed } from "../../core/ports/result.ts";
import type { VendorCall, VendorResponse } from "./vendor-call.ts";
import { classifyFailure } from "./classify-failure.ts";
import type { createFetch } from "./fetch-through.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { encodeJson } from "./json-body.ts";
import { describe } from "./redaction.ts";
import { tellAnswer } from "./tell-answer.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** Counted on what is unpacked. */
const mostBytes = 10 * 1_024 * 1_024;

/** What is smaller is put together in the end; bytes. */
const largePart = 1_000_000;

export interface SendWorld {
  client: KyInstance;
  /** Made right before a call, for it alone. */
  openFetch: ReturnType<typeof createFetch>;
  /** Whether a call that changes something may still be sent. */
  mayChange: () => boolean;
  redact: (text: string) => string;
  now: () => Date;
  headers: Record<string, string>;
  /** For connection, answer and body together. */
  totalMs: number;
}

/** One attempt, with no repeat. */
export async function sendCall(world: SendWorld, call: VendorCall): Promise<Result<VendorResponse, ConnectorError>> {
  const deadline = startDeadline(world.totalMs);
  const body = bodyOf(call);
  try {
    const asked = world.client(call.url, {
      fetch: world.openFetch(body.content, () => call.safe || world.mayChange()),
      method: call.method,
      headers: { ...world.headers, ...(body.type && { "content-type": body.type }), ...call.headers },
      timeout: false,
      signal: deadline.signal,
    });
    const response = await deadline.race(asked);
    const content = await readContent(response, deadline, call);
    // Something was answered to a change, and it cannot be read: it may well have happened.
    if (!content.ok) return call.safe ? content : fail({ kind: "unknownOutcome", detail: content.error.detail });
    const answer = { status: response.status, headers: Object.fromEntries(response.headers), ...content.value };
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
  const detail = () => describe(`HTTP ${answer.status}: ${tellAnswer(answer.text)}`, world.redact);
  if (answer.status === 429 || (answer.status === 503 && asked !== undefined)) {
    return fail({ kind: "rateLimited", retryAfterMs: parseRetryAfter(asked, world.now()), detail: detail() });
  }
  if (answer.status === 503) return fail({ kind: "unavailable", detail: detail() });
  // A gateway answered for the vendor, who may have done it all the same.
  if (answer.status === 502 || answer.status === 504)
    return fail({ kind: call.safe ? "unavailable" : "unknownOutcome", detail: detail() });
  return succeed(answer);
}

/** Once, as it goes out; `type` is what calls of the kind are unless their headers say otherwise. */
function bodyOf({ json, form, bytes }: VendorCall): { content: Buffer | null; type?: string } {
  if (json !== undefined) return { content: encodeJson(json), type: "application/json" };
  if (form !== undefined)
    return {
      content: Buffer.from(new URLSearchParams(form).toString()),
      type: "application/x-www-form-urlencoded;charset=UTF-8",
    };
  return { content: bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : null };
}

type Unreadable = Extract<ConnectorError, { kind: "unreadable" }>;

async function readContent(
  response: Response,
  deadline: Deadline,
  call: VendorCall,
): Promise<Result<{ text: string; bytes?: Uint8Array }, Unreadable>> {
  const asFile = call.mostAnswerBytes !== undefined && response.ok;
  const most = call.mostAnswerBytes ?? mostBytes;
  const bytes = await readBytes(response, deadline, asFile ? most : Math.min(most, mostBytes));
  if (!bytes.ok) return bytes;
  if (asFile) return succeed({ text: "", bytes: bytes.value });
  try {
    return succeed({ text: new TextDecoder("utf-8", { fatal: true }).decode(bytes.value) });
  } catch {
    return fail({ kind: "unreadable", path: "", detail: "The answer is not UTF-8 text." });
  }
}

/** Counts what is really read: a small compressed answer may be a very large one. */
async function readBytes(
  response: Response,
  deadline: Deadline,
  most: number,
): Promise<Result<Uint8Array, Unreadable>> {
  const kept = createKeeper(response, most);
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const part = reader && (await deadline.race(reader.read()));
      if (!part || part.done) break;
      if (kept.size() + part.value.byteLength > most)
        return fail({ kind: "unreadable", path: "", detail: `The answer is larger than ${tellSize(most)}.` });
      kept.add(part.value);
    }
  } finally {
    // Read to its end this does nothing; else it lets go of the connection.
    reader?.cancel().catch(() => {});
  }
  return succeed(kept.bytes());
}

/** Where a file's length is told, its parts are put where they belong as they come, and are not in memory twice. */
function createKeeper({ headers }: Response, most: number) {
  const told = headers.has("content-encoding") ? 0 : Number(headers.get("content-length") ?? 0);
  const whole = Buffer.allocUnsafe(told > largePart && told <= most ? told : 0);
  const parts: Uint8Array[] = [];
  let [size, filled] = [0, 0];
  return {
    size: () => size,
    add(part: Uint8Array): void {
      size += part.byteLength;
      if (size > whole.length) return void parts.push(part);
      whole.set(part, filled);
      filled = size;
    },
    bytes: (): Uint8Array => (size === whole.length ? whole : Buffer.concat([whole.subarray(0, filled), ...parts])),
  };
}

function tellSize(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.floor(bytes / 1_048_576)} MB` : `${bytes} bytes`;
}
