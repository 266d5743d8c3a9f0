import { z } from "zod";

/** Answer to an event; one of these says that it is ilert's. */
export const Accepted = z
  .object({ alertKey: z.string().nullish(), alertUrl: z.string().nullish(), responseCode: z.string().nullish() })
  .refine((answer) => answer.alertKey ?? answer.responseCode, "neither alertKey nor responseCode");

/** The default body of a webhook action. @see https://docs.ilert.com/alerting/alert-actions/webhooks */
export const Told = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  eventType: z.string(),
  status: z.string().nullish(),
  alertKey: z.string().nullish(),
  assignedTo: z
    .object({
      username: z.string().nullish(),
      email: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
    })
    .nullish(),
});
export type Told = z.infer<typeof Told>;
