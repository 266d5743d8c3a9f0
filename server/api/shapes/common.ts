import { z } from "zod";
import { toText } from "../../db/clean.ts";

/** An instant as it is answered: UTC. */
export const Instant = z.iso.datetime({ offset: true });
export const MaybeInstant = Instant.nullable();
export const Id = z.uuid();
/** A list that nobody changes: services answer such. */
export const listOf = <T extends z.ZodType>(one: T) => z.array(one).readonly();

const [earliest, latest] = [new Date("1900-01-01"), new Date("9999-12-31T23:59:59Z")];
/** An instant as it is asked for, within what the database keeps. */
export const GivenInstant = z
  .string()
  .max(100)
  .transform((given, context) => {
    const instant = new Date(given);
    if (instant >= earliest && instant <= latest) return instant;
    context.addIssue(`"${given.slice(0, 50)}" is no date; expected one such as 2026-01-31 or 2026-01-31T08:00Z`);
    return z.NEVER;
  })
  .meta({ format: "date-time" });

/** How many of a list are answered. */
export const limitOf = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe("How many are answered at most.");
export const Limit = limitOf(500, 50);
/** A NUL, which the database cannot hold, is replaced as it is in everything that is stored. */
export const QueryText = z.string().max(500).transform(toText);
/** A parameter that may come several times; each time one value. */
export const manyOf = <T extends z.ZodType>(one: T, description: string) =>
  z
    .preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(one).max(100))
    .optional()
    .describe(description);
/** `true` and nothing else switches it on. */
export const Switch = z
  .string()
  .max(20)
  .optional()
  .transform((text) => text === "true");

/** What stands in a path: an id of something, or its name. Of another form it is not found, as what is not there. */
export const byId = z.object({ id: z.string() });
export const byName = z.object({ name: z.string().describe("Its name or id.") });

export const Asked = z.object({ asked: z.literal(true) });
