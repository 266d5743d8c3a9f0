import { z } from "zod";

/** Languages in which people are spoken to. */
export const languages = ["en", "de"] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;
