import { z } from "zod";
import { ClientGuide } from "./client-guide.ts";
import { ItemDraft } from "./configuration-item.ts";
import { ConnectionMode } from "./connection.ts";
import { DutyPlan } from "./escalation.ts";
import { EventPattern } from "./events.ts";
import { IntakeRules } from "./intake-rules.ts";
import { Recurrence } from "./maintenance.ts";
import { SlaPlan } from "./sla-plan.ts";
import { SyncRulesPatch } from "./sync-rules.ts";
import { ValueMaps } from "./value-map.ts";

const name = (most: number) => z.string().trim().min(1).max(most);

/** Where a secret is read when the file is applied: on the machine of whoever applies it, never from the file itself. */
export const SecretReference = z.union(
  [
    z.strictObject({
      /** Of a variable of the environment. */
      env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, "expected the name of a variable of the environment"),
    }),
    /** A path, from where the command is given. */
    z.strictObject({ file: z.string().min(1).max(1_000) }),
  ],
  "expected { env: NAME } or { file: PATH }: a secret does not belong in this file",
);
export type SecretReference = z.infer<typeof SecretReference>;

/** Which of a desk's customers a client is, or what a tool calls it. */
export const CustomerEntry = z.strictObject({ connection: name(100), externalId: z.string().min(1).max(500) });

export const ClientEntry = z.strictObject({
  name: name(200),
  customers: z.array(CustomerEntry).max(1_000).default([]),
  /** What is left out stays as it is. */
  contacts: ClientGuide.shape.contacts.optional(),
  runbooks: ClientGuide.shape.runbooks.optional(),
});
export type ClientEntry = z.infer<typeof ClientEntry>;

/** What is left out stays as it is; of a new connection it is as of every new one. */
export const ConnectionEntry = z.strictObject({
  name: name(100),
  connector: z.string(),
  mode: ConnectionMode.optional(),
  /** Why it is parked. */
  reason: z.string().min(1).max(500).optional(),
  settings: z.record(z.string(), z.json()).default({}),
  secrets: z.record(z.string(), SecretReference).default({}),
  /** Name of a client; null = none. */
  defaultClient: name(200).nullable().optional(),
  allowedFrom: z.array(z.string()).max(1_000).optional(),
  rules: SyncRulesPatch.optional(),
  maps: ValueMaps.optional(),
});
export type ConnectionEntry = z.infer<typeof ConnectionEntry>;

/** A webhook is known by its address. */
export const WebhookEntry = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  types: z.array(EventPattern).min(1).max(50),
  /** Names; null = all. */
  clients: z.array(name(200)).min(1).max(1_000).nullable().default(null),
  includeInternal: z.boolean().default(false),
  state: z.enum(["active", "paused"]).optional(),
});
export type WebhookEntry = z.infer<typeof WebhookEntry>;

/** A window has no name: it is another one as soon as anything of it is. */
export const WindowEntry = z.strictObject({
  kind: z.enum(["maintenance", "silence"]).default("maintenance"),
  /** Name; null = all clients. */
  client: name(200).nullable().default(null),
  resource: z.string().min(1).max(500).nullable().default(null),
  service: z.string().min(1).max(500).nullable().default(null),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).nullable().default(null),
  recurrence: Recurrence.nullable().default(null),
  reason: z.string().min(1).max(500),
  owner: z.string().min(1).max(200),
});
export type WindowEntry = z.infer<typeof WindowEntry>;

/**
 * All that an admin sets up for one tenant, as one file. A part that is not there is left alone; within a part, what the file
 * names becomes as it says, and what it does not name stays, unless the file is applied with `prune`.
 */
export const ConfigurationFile = z.strictObject({
  /** Version of this format. */
  interdesk: z.literal(1),
  clients: z.array(ClientEntry).max(10_000).optional(),
  connections: z.array(ConnectionEntry).max(1_000).optional(),
  items: z.array(ItemDraft).max(100_000).optional(),
  rules: IntakeRules.optional(),
  sla: SlaPlan.optional(),
  onCall: DutyPlan.optional(),
  webhooks: z.array(WebhookEntry).max(1_000).optional(),
  windows: z.array(WindowEntry).max(10_000).optional(),
});
export type ConfigurationFile = z.infer<typeof ConfigurationFile>;

/** The parts that are kept as texts by versions. */
export const textParts = ["rules", "sla", "onCall"] as const;
export type TextPart = (typeof textParts)[number];
