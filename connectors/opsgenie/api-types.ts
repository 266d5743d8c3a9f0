import { z } from "zod";

/** It will be processed: whether it was, only a request of its own tells. */
export const Accepted = z.object({ requestId: z.string().min(1) });

/** The webhook integration's body. @see https://support.atlassian.com/opsgenie/docs/integrate-opsgenie-with-webhook/ */
export const Told = z.object({
  action: z.string(),
  alert: z.object({
    alertId: z.string().min(1),
    alias: z.string().nullish(),
    username: z.string().nullish(),
    updatedAt: z.number().nullish().catch(null),
  }),
  source: z.object({ name: z.string().nullish(), type: z.string().nullish() }).nullish(),
});
