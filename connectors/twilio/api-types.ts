import { z } from "zod";

/** @see https://www.twilio.com/docs/iam/api/account */
export const Account = z.object({ status: z.string(), type: z.string().nullish() });

/** A message or a call, as it is answered when it was made. */
export const Made = z.object({ sid: z.string().regex(/^[A-Z]{2}[0-9a-f]{32}$/) });

export const Call = z.object({ status: z.string() });

/** @see https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export const Complaint = z.object({ code: z.number(), message: z.string().catch("") });
