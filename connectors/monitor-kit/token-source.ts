import { z } from "zod";
import { type Answer, fail, succeed } from "../contract.ts";
import { parseWith, type VendorHttp, type VendorResponse } from "../http.ts";
import { judgeStatus } from "./tell-source.ts";

/** A token is asked for anew so long before it ends. */
const earlyMs = 60_000;
/** Where the answer names no time. */
const defaultSeconds = 300;

const Token = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(defaultSeconds),
});

export interface TokenRequest {
  url: string;
  form: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
}

/** Calls with a bearer token that runs out. */
export interface SignedCalls {
  send(call: {
    method: "GET" | "POST" | "PUT" | "DELETE";
    url: string;
    json?: unknown;
    safe: boolean;
  }): Answer<VendorResponse>;
}

/**
 * Signs in when it is first needed and when a token has run out, for all calls of a connection; a token that is refused is asked
 * for once more.
 *
 * @see RFC 6749, 5.1
 */
export function createSignedCalls(
  world: { http: VendorHttp; clock: { now(): Date } },
  request: TokenRequest,
  buckets: readonly { name: string; slots: number }[],
): SignedCalls {
  let held: { token: string; until: number } | undefined;

  const signIn = async (): Answer<string> => {
    if (held && held.until > world.clock.now().getTime()) return succeed(held.token);
    // It changes nothing there, so that it may be repeated.
    const response = await world.http.request({ method: "POST", ...request, buckets, safe: true });
    if (!response.ok) return response;
    const error = judgeStatus(response.value, { http: world.http, safe: true });
    // A wrong secret is answered with 400 or 401, a wrong address with 404.
    if (error && ["rejected", "gone"].includes(error.kind))
      return fail({ kind: "unauthorized", detail: `Signing in failed: ${error.detail}` });
    if (error) return fail(error);
    const parsed = parseWith(Token, response.value);
    if (!parsed.ok) return parsed;
    const { access_token: token, expires_in } = parsed.value;
    held = { token, until: world.clock.now().getTime() + expires_in * 1_000 - earlyMs };
    return succeed(token);
  };

  const sendOnce = async (call: Parameters<SignedCalls["send"]>[0]): Answer<VendorResponse> => {
    const token = await signIn();
    if (!token.ok) return token;
    const headers = { accept: "application/json", authorization: `Bearer ${token.value}` };
    return world.http.request({ ...call, headers, buckets });
  };

  return {
    async send(call) {
      const wasHeld = held !== undefined;
      const response = await sendOnce(call);
      if (!response.ok || response.value.status !== 401 || !wasHeld) return response;
      held = undefined;
      return sendOnce(call);
    },
  };
}
