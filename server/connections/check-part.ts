import { z } from "zod";

/** Names the field as the caller wrote it; a secret's value is never in the message. */
export function checkPart(part: "settings" | "secrets", schema: z.ZodObject, value: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // The plain class is no Error, and what is not an Error reaches no error handler.
  throw new z.ZodRealError(parsed.error.issues.map((issue) => ({ ...issue, path: [part, ...issue.path] })));
}
