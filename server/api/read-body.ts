import type { Context, MiddlewareHandler } from "hono";
import { readLimited } from "../routes/read-limited.ts";
import { findJsonFault } from "./find-json-fault.ts";
import { AppError, ShapeError } from "./problem.ts";

export interface BodyLimits {
  /** Largest body; bytes. */
  bytes: number;
  /** Keys of all objects together. */
  keys: number;
}

export const usualLimits: BodyLimits = { bytes: 1_048_576, keys: 20_000 };
/** Objects and lists within each other. */
const deepest = 64;
/** Names by which objects of JavaScript are reached that nobody has sent. */
const refusedKeys = new Set(["__proto__", "constructor", "prototype"]);

const bodies = new WeakMap<Request, Promise<Uint8Array<ArrayBuffer>>>();

/** The bytes of a request, read once and up to a limit. @throws AppError `tooLarge`, `unsupportedType`, `malformed` */
export function readBytes(context: Context, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const { raw } = context.req;
  const known = bodies.get(raw);
  if (known) return known;
  const reading = readOnce(context, limit);
  bodies.set(raw, reading);
  return reading;
}

async function readOnce(context: Context, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const { raw } = context.req;
  const coding = context.req.header("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (coding !== "identity" && coding !== "")
    throw new AppError(
      "unsupportedType",
      `Content-Encoding "${coding.slice(0, 50)}" is not taken: send the body as it is.`,
    );
  const body = await readLimited(raw, limit);
  if (body === "tooLarge")
    throw new AppError("tooLarge", `The body is larger than ${limit} bytes, which is the most that is taken here.`);
  if (body === "broken") throw new AppError("malformed", "The body was cut off before its end.");
  return new Uint8Array(body);
}

/**
 * The one reader of JSON: nothing is parsed before its size, depth and number of keys are known.
 *
 * @param isOptional a request without a body is taken as one with `{}`
 */
export function readJsonBody(limits: BodyLimits, isOptional: boolean): MiddlewareHandler {
  return async (context, next) => {
    const type = context.req.header("content-type");
    const bytes = await readBytes(context, limits.bytes);
    if (bytes.byteLength === 0 && !isOptional) throw new ShapeError([{ field: "", expected: "a JSON object" }]);
    if (bytes.byteLength > 0 && !isJsonType(type))
      throw new AppError(
        "unsupportedType",
        `Content-Type must be application/json; it is ${JSON.stringify(type ?? "not given").slice(0, 100)}.`,
      );
    const value = bytes.byteLength === 0 ? {} : parseJson(bytes, limits);
    context.req.bodyCache.arrayBuffer = Promise.resolve(bytes.buffer) as unknown as ArrayBuffer;
    // What is parsed and looked through is not parsed again.
    context.req.json = <T>() => Promise.resolve(value as T);
    await next();
  };
}

function isJsonType(type: string | undefined): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type ?? "");
}

/** @throws AppError `malformed`, ShapeError */
export function parseJson(bytes: Uint8Array, limits: BodyLimits): unknown {
  checkStructure(bytes, limits);
  const text = decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { line, column, expected } = findJsonFault(text);
    throw new AppError("malformed", `The body is not JSON: at line ${line}, column ${column}, expected ${expected}.`, {
      line,
      column,
    });
  }
  checkTexts(value);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("malformed", "The body is not UTF-8.");
  }
}

const [quote, backslash, colon, openObject, closeObject, openList, closeList] = Buffer.from('"\\:{}[]');

/** Counts in the bytes, so that what is too deep or too much never becomes objects. */
function checkStructure(bytes: Uint8Array, limits: BodyLimits): void {
  let depth = 0;
  let keys = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const sign = bytes[at];
    if (isText) {
      if (sign === backslash) at += 1;
      else if (sign === quote) isText = false;
    } else if (sign === quote) isText = true;
    else if (sign === colon) keys += 1;
    else if (sign === openObject || sign === openList) depth += 1;
    else if (sign === closeObject || sign === closeList) depth -= 1;
    if (depth > deepest)
      throw new AppError("malformed", `The body is nested more than ${deepest} deep, at byte ${at + 1}.`);
    if (keys > limits.keys)
      throw new AppError(
        "malformed",
        `The body has more than ${limits.keys} keys, which is the most that is taken here.`,
      );
  }
}

/** What neither the database nor a program can hold is refused where it comes in, by its place. */
function checkTexts(value: unknown): void {
  const path: (string | number)[] = [];
  const fault = findFault(value, path);
  if (fault !== undefined) throw new ShapeError([{ field: path.join("."), expected: fault }]);
}

/**
 * A list may have half a million items: nothing is made for each of them.
 *
 * @param path where it stands; afterwards where the fault is
 */
function findFault(value: unknown, path: (string | number)[]): string | undefined {
  if (typeof value === "string") return refuseText(value);
  if (typeof value !== "object" || value === null) return undefined;
  const isList = Array.isArray(value);
  const keys = isList ? undefined : Object.keys(value);
  const count = isList ? value.length : (keys?.length ?? 0);
  for (let at = 0; at < count; at += 1) {
    const key = keys?.[at];
    if (key !== undefined && refuseText(key) !== undefined) return "names without NUL, in Unicode";
    path.push(key ?? at);
    const fault =
      key !== undefined && refusedKeys.has(key)
        ? `no field of the name "${key}"`
        : findFault((value as Record<PropertyKey, unknown>)[key ?? at], path);
    if (fault !== undefined) return fault;
    path.pop();
  }
  return undefined;
}

/** @returns what is expected instead; undefined = it can be kept */
export function refuseText(text: string): string | undefined {
  if (text.includes("\0")) return "a text without NUL";
  return text.isWellFormed() ? undefined : "a text in Unicode; half of a surrogate pair stands alone in it";
}
