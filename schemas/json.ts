import { z } from "zod";

/** Any JSON value; `undefined` never occurs inside. */
export const Json = z.json();
export type Json = z.infer<typeof Json>;
