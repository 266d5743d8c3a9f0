import type { Context } from "hono";
import { type SimulatorState, refuseSilently, VendorRefusal } from "./state.ts";
import { toText } from "./wire.ts";

export type Body = Record<string, unknown>;

const integers = /(^|_)id$|^eventno$|^new_status$|^source$/;
/** Numbers by name that are texts or keys of other kinds. */
const notIntegers = new Set(["webhook_id", "certificate_id", "slack_id", "teams_id"]);

/** The vendor takes lists only, even of one record. @throws VendorRefusal as its model binding does */
export async function readItems(context: Context): Promise<Body[]> {
  const type = context.req.header("content-type") ?? "";
  if (!/^(application\/(\S+\+)?json(-patch\+json)?|text\/json)/i.test(type)) throw refuseSilently(415);
  const value: unknown = await context.req.json().catch(() => undefined);
  if (!Array.isArray(value))
    throw new VendorRefusal({
      "": [
        "Cannot deserialize the current JSON object into the expected list type because the type requires a JSON array to deserialize correctly. Path 'summary', line 1, position 11.",
      ],
    });
  const items = value as Body[];
  for (const [index, item] of items.entries()) checkNumbers(item, index);
  return items;
}

function checkNumbers(item: Body, index: number): void {
  for (const [name, value] of Object.entries(item)) {
    if (!integers.test(name) || notIntegers.has(name) || typeof value !== "string") continue;
    // Webhooks have texts as ids, and integers in text are taken.
    if (/^-?\d+$/.test(value) || (name === "id" && value.includes("-"))) continue;
    const path = `[${index}].${name}`;
    const text = `Could not convert string to integer: ${value}. Path '${path}', line 1, position 139.`;
    throw new VendorRefusal({ [path]: [text] });
  }
}

/** The answer to a POST: the last item, all of them if asked for, or a list of one on some versions. */
export function answerWritten(state: SimulatorState, context: Context, rows: readonly Body[]): Response {
  const all = context.req.query("returnall") === "true";
  const last = rows.at(-1);
  const body = all ? rows : state.quirks.answerInList ? [last] : last;
  return answerJson(context, body, state.quirks.createdStatus);
}

export function answerJson(context: Context, body: unknown, status: 200 | 201 = 200): Response {
  return context.body(toText(body), status, { "content-type": "application/json; charset=utf-8" });
}

export function isTrue(context: Context, name: string): boolean {
  return context.req.query(name) === "true";
}

/** Lists of numbers are texts with commas. */
export function numbersOf(context: Context, name: string): number[] | null {
  const given = context.req.query(name);
  return given === undefined || given === "" ? null : given.split(",").map(Number);
}
