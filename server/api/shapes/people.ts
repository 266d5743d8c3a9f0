import { z } from "zod";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

const clients = listOf(z.string()).nullable().describe("Names of the only clients that are seen; null = all.");
export const Member = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: z.string(),
    clients,
    invitedBy: z.string(),
    createdAt: Instant,
    acceptedAt: MaybeInstant.describe("Null = the invitation is open."),
    usedAt: MaybeInstant,
    secondFactor: z.boolean().nullable().describe("Null until the invitation is accepted."),
  })
  .meta({ id: "Member", description: "Somebody who signs in for this tenant." });

const link = { url: z.string().describe("The link, this once."), expiresAt: Instant };
export const MadeLink = z.object(link);
export const SentLink = z.object({ ...link, id: Id, mailed: z.boolean() });

export const Me = z
  .object({
    name: z.string().describe("As the audit names you."),
    role: z.string(),
    tenant: z.object({ id: Id, name: z.string() }),
    clients,
    person: z.object({ id: Id, name: z.string(), email: z.string() }).nullable(),
    tenants: listOf(z.object({ id: Id, name: z.string(), role: z.string() })).describe(
      "All for whom you may act; the header interdesk-tenant chooses.",
    ),
    hasPassword: z.boolean().optional(),
    secondFactor: z.boolean().optional(),
    passkeys: z.int().optional(),
    providers: listOf(z.string()).optional(),
  })
  .meta({ id: "Me", description: "Who asks, as they see themselves." });
export const Session = z
  .object({
    id: z.string(),
    createdAt: Instant,
    usedAt: Instant,
    expiresAt: Instant,
    address: z.string().nullable(),
    agent: z.string().nullable(),
    current: z.boolean(),
  })
  .meta({ id: "Session", description: "A sign-in that counts." });
