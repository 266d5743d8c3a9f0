import type { z } from "zod";
import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import type { HaloClient } from "./client.ts";
import { readOne } from "./envelopes.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/**
 * Writes one record, which the vendor takes in a list only, and reads what it answers.
 *
 * @returns undefined where it was taken without a word (204)
 */
export async function post<T extends z.ZodType>(
  client: HaloClient,
  path: string,
  item: Readonly<Record<string, unknown>>,
  schema: T,
  makesTicket = false,
): Answer<z.output<T> | undefined> {
  const answer = await client.call({ method: "POST", path, json: [item], safe: false, makesTicket });
  if (!answer.ok) return answer;
  if (answer.value.status === 204) return succeed(undefined);
  const read = readOne(schema, path.toLowerCase(), answer.value, client.redact);
  // An answer that cannot be read says nothing of whether it was done.
  if (read.ok || read.error.kind !== "unreadable") return read;
  return fail({ kind: "unknownOutcome", detail: `${path}: ${read.error.detail}` });
}

/** As {@link post}, for what is made there: without its number it may or may not have happened. */
export async function postNew<T extends z.ZodType>(
  client: HaloClient,
  path: string,
  item: Readonly<Record<string, unknown>>,
  schema: T,
  makesTicket = false,
): Answer<Exclude<z.output<T>, undefined>> {
  const made = await post(client, path, item, schema, makesTicket);
  if (!made.ok) return made;
  const { value } = made;
  if (value === undefined)
    return fail({ kind: "unknownOutcome", detail: `${path}: Halo took it and did not say under which number.` });
  return succeed(value as Exclude<z.output<T>, undefined>);
}
