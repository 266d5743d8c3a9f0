import type { Context } from "hono";
import type { z } from "zod";
import { AppError } from "./problem.ts";

/** A place in a list as text that callers pass back unread. */
export function writeCursor(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @returns null without a cursor. @throws AppError `invalid` for one that no list of this shape has answered */
export function readCursor<T>(text: string | undefined, schema: z.ZodType<T>): T | null {
  if (text === undefined) return null;
  try {
    const place = schema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (place.success) return place.data;
  } catch {
    // Told below, as for one of another list.
  }
  throw new AppError("invalid", "cursor: expected the one that this list has answered with its page before.");
}

/** Says in the header where the next page is, so that the body is the page alone. @see RFC 8288 */
export function linkNext(context: Context, cursor: string | null): void {
  if (cursor === null) return;
  const { pathname, searchParams } = new URL(context.req.url);
  searchParams.set("cursor", cursor);
  context.header("link", `<${pathname}?${searchParams}>; rel="next"`);
}
