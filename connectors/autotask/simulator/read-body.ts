import type { Context } from "hono";
import { VendorRefusal } from "./query.ts";

export type Body = Record<string, unknown>;
/** What the web server in front says to a path that it does not know. */
export const htmlMissing =
  "<!DOCTYPE html><html><head><title>404 - File or directory not found.</title></head><body>The resource cannot be found.</body></html>";

export async function readBody(context: Context): Promise<Body> {
  const value: unknown = await context.req.json().catch(() => undefined);
  if (typeof value !== "object" || value === null) throw new VendorRefusal("The request body is not valid JSON.");
  return { ...value };
}
