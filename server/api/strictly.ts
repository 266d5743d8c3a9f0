import type { MiddlewareHandler } from "hono";
import { strictHeaders } from "../people/refusals.ts";

/** Nothing that is told of people and their sign-ins is kept on the way. */
export const strictly: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(strictHeaders)) context.res.headers.set(name, value);
};
