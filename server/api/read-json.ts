import type { Context } from "hono";
import { AppError } from "./problem.ts";

/** Settings of a request that may come without a body. @throws AppError `invalid` when there is one that is no JSON */
export async function readOptions(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError("invalid", "The body is not JSON.");
  }
}

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
