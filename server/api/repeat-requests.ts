import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import type { Kysely } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { principalOf } from "../access/principal.ts";
import type { Database } from "../db/database.ts";
import {
  beginRequest,
  endRequest,
  forgetRequest,
  type KeptRequest,
  type RequestName,
} from "../db/repeated-requests.ts";
import { AppError, ShapeError } from "./problem.ts";
import { readBytes } from "./read-body.ts";

const keyHeader = "idempotency-key";
const replayedHeader = "idempotency-replayed";
/** What is longer is not kept; characters. */
const longestKept = 1_000_000;
const keptHeaders = ["content-type", "etag", "link"];
/** A request that has been at work for longer is given up: no route takes so long. */
const longestWorkMs = 10 * 60_000;

/** Where a tenant's requests are kept. */
export interface Repeats {
  db: Kysely<Database>;
  tenantId: TenantId;
}

/**
 * Does a write that names itself by an `Idempotency-Key` once: sent again, it is answered as the first time. Its key belongs to
 * whoever asks, so nobody meets another's.
 *
 * @param options.showsSecret its answer is not kept: what is shown once is shown once
 * @see draft-ietf-httpapi-idempotency-key-header
 */
export function doOnce(limit: number, { showsSecret }: { showsSecret: boolean }): MiddlewareHandler {
  return async (context, next) => {
    const given = context.req.header(keyHeader);
    if (given === undefined) return next();
    const { db, tenantId } = context.get("repeats") as Repeats;
    const name = { principal: principalOf(context).id, key: readKey(given) };
    const fingerprint = await takeFingerprint(context, limit);
    const known = await beginRequest(db, tenantId, name, fingerprint);
    if (known) return answerAgain(known, fingerprint);
    await next();
    await keepAnswer({ db, tenantId }, name, context.res, showsSecret);
    return undefined;
  };
}

/** A text in quotes, as the draft has it, or without. */
function readKey(given: string): string {
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new ShapeError([
    { field: "Idempotency-Key", expected: "1 to 255 visible characters of ASCII, such as a UUID of your own" },
  ]);
}

async function takeFingerprint(context: Context, limit: number): Promise<Buffer> {
  const { method, url } = context.req;
  const { pathname, search } = new URL(url);
  return createHash("sha256")
    .update(`${method} ${pathname}${search}\n${context.req.header("if-match") ?? ""}\n`)
    .update(await readBytes(context, limit))
    .digest();
}

function answerAgain({ fingerprint, ageMs, status, body, headers }: KeptRequest, asked: Buffer): Response {
  if (!fingerprint.equals(asked))
    throw new AppError(
      "invalid",
      "Idempotency-Key: this key was used for another request; expected a new key for each request.",
    );
  if (status === null && ageMs < longestWorkMs)
    throw new AppError(
      "conflict",
      "The request with this Idempotency-Key is still at work. Please ask again in a moment.",
      {},
      { "retry-after": "1" },
    );
  if (status === null)
    throw new AppError(
      "conflict",
      "Whether the request with this Idempotency-Key was done is not known: the hub ended meanwhile. Look whether it was, and ask with a new key if not.",
    );
  if (body === null)
    throw new AppError(
      "conflict",
      "The request with this Idempotency-Key was done. Its answer shows a secret or is very long, so it was not kept: look at what was made, and make it anew where the answer was lost.",
      { answered: status },
    );
  const empty = [204, 205, 304].includes(status);
  return new Response(empty ? null : body, { status, headers: { ...headers, [replayedHeader]: "true" } });
}

async function keepAnswer(
  { db, tenantId }: Repeats,
  name: RequestName,
  answer: Response,
  showsSecret: boolean,
): Promise<void> {
  // What failed here may be tried again under its name.
  if (answer.status >= 500) return forgetRequest(db, tenantId, name);
  const text = showsSecret && answer.ok ? null : await answer.clone().text();
  const headers = Object.fromEntries(
    keptHeaders.flatMap((header) => {
      const value = answer.headers.get(header);
      return value === null ? [] : [[header, value] as const];
    }),
  );
  const body = text === null || text.length > longestKept ? null : text;
  await endRequest(db, tenantId, name, { status: answer.status, body, headers });
}
