import { z } from "zod";

/** Every answer of the Web API, with status 200 also where it refuses. @see https://docs.slack.dev/apis/web-api */
export const Answer = z.object({ ok: z.boolean(), error: z.string().optional() });

export const Posted = z.object({ channel: z.string().min(1), ts: z.string().regex(/^\d+\.\d+$/) });

export const Whoami = z.object({ team: z.string().catch("?"), user: z.string().catch("?") });

/** A button that was pressed. @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export const Pressed = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id: z.string().min(1), username: z.string().nullish(), name: z.string().nullish() }),
  actions: z
    .array(z.object({ action_id: z.string(), value: z.string().nullish(), action_ts: z.string().nullish() }))
    .min(1),
});
