import type { Context } from "hono";
import { AppError } from "./problem.ts";

/** The body of a request to our own API. @throws AppError `invalid` when it is no JSON */
export async function readJson(context: Context): Promise<unknown> {
  if (!(context.req.header("content-type") ?? "").startsWith("application/json"))
    throw new AppError("invalid", "Content-Type must be application/json.");
  try {
    return await context.req.json();
  } catch {
    throw new AppError("invalid", "The body is not JSON.");
  }
}
