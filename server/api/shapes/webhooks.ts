import { z } from "zod";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

const webhook = {
  id: Id,
  url: z.string(),
  types: listOf(z.string()),
  clients: listOf(z.string()).nullable().describe("Names; null = all."),
  includeInternal: z.boolean(),
  state: z.enum(["active", "paused", "disabled"]),
  stateReason: z.string().nullable(),
  createdAt: Instant,
  answeredAt: MaybeInstant.describe("When its receiver last took something."),
  failingSince: MaybeInstant,
  previousSecretUntil: MaybeInstant.describe("Until when the secret before counts, too."),
  waiting: z.int(),
  failed: z.int(),
  version: z.int().describe("Rises with every change."),
};
export const Webhook = z
  .object(webhook)
  .meta({ id: "Webhook", description: "Another system that is told of what happens." });
export const WebhookWithSecret = z
  .object({ ...webhook, secret: z.string().describe("What signs its messages, this once.") })
  .meta({ id: "WebhookWithSecret" });
export const Tried = z.object({
  ok: z.boolean(),
  event: Id,
  status: z.int().nullable(),
  detail: z.string().nullable(),
  tookMs: z.number(),
});
export const Post = z
  .object({
    id: Id,
    type: z.string(),
    subject: z.string(),
    at: Instant,
    state: z.enum(["waiting", "done", "failed", "dropped"]),
    attempts: z.int(),
    triedAt: MaybeInstant,
    status: z.int().nullable(),
    detail: z.string().nullable(),
    tookMs: z.number().nullable(),
    nextAt: MaybeInstant,
  })
  .meta({ id: "WebhookPost", description: "An event that a webhook was, or is, owed." });
