import type { ConnectorError } from "../../core/ports/connector-error.ts";
import type { Result } from "../../core/ports/result.ts";

/** One call to a vendor. */
export interface VendorCall {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Absolute; https unless the operator allowed the host. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; files in it are `Base64Text`. */
  json?: unknown;
  /** Sent as a form, url-encoded. */
  form?: Readonly<Record<string, string>>;
  /** Sent as it is; give its content type in `headers`. */
  bytes?: Uint8Array;
  /** The answer is a file: its bytes are kept as they come, up to this many. What is said instead of one may be no larger. */
  mostAnswerBytes?: number;
  /** What the vendor counts together, e.g. `tickets`; a slot of each named bucket is held during the call. */
  buckets: readonly { name: string; slots: number }[];
  /** Nothing changes there, so that it may be repeated after any failure. */
  safe: boolean;
}

export interface VendorResponse {
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** Empty when bytes were asked for and the answer was good. */
  text: string;
  /** Only where the call asked for them and the status is 2xx. */
  bytes?: Uint8Array;
}

/**
 * The one guarded way out: timeouts, slots, size cap, address guard, redaction.
 * Any complete HTTP answer is a value, whatever its status, except 429 and 503 with their waits, 401 included:
 * what a status means is the connector's to say (Autotask answers 500 to a wrong field).
 */
export interface VendorHttp {
  request(call: VendorCall): Promise<Result<VendorResponse, ConnectorError>>;
  /** Replaces every known secret and whatever looks like a credential. */
  redact(text: string): string;
}
