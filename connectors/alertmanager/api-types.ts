import { z } from "zod";
import { Instant, LabelAlert, Text } from "../monitor-kit.ts";

/** API version 2, as far as it is used. @see https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export const Silences = z.array(
  z.object({
    id: z.string().min(1),
    comment: Text,
    startsAt: Instant,
    endsAt: Instant,
    status: z.object({ state: z.enum(["active", "pending", "expired"]) }),
  }),
);
export type Silence = z.infer<typeof Silences>[number];

export const PostedSilence = z.object({ silenceID: z.string().min(1) });

/** All that fire: what has ended is not listed. */
export const ListedAlerts = z.array(LabelAlert.omit({ status: true }));
