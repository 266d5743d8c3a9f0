import { z } from "zod";
import { capabilities } from "../../../connectors/contract.ts";
import { Connection as Stored, ConnectorKind } from "../../../schemas/connection.ts";
import { FieldPolicy } from "../../../schemas/sync-rules.ts";
import { FieldName } from "../../../schemas/ticket.ts";
import { ValueMaps } from "../../../schemas/value-map.ts";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

export const Connector = z
  .object({
    name: z.string(),
    title: z.string(),
    kind: ConnectorKind,
    capabilities: listOf(z.enum(capabilities)),
    contentTypes: listOf(z.string()),
    signsBy: z.string().optional().describe("How those who deliver say who they are."),
    help: z.record(z.string(), z.object({ label: z.string(), help: z.string(), secret: z.boolean().optional() })),
    setupSteps: listOf(z.string()).describe("What the admin does at the vendor, in order."),
    settings: z.looseObject({}).describe("JSON Schema of its settings."),
    secrets: z.looseObject({}).describe("JSON Schema of its secrets."),
  })
  .meta({ id: "Connector", description: "Plug-in code for one vendor." });

export const Connection = z
  .object({
    ...Stored.shape,
    createdAt: Instant,
    health: z.enum(["working", "failing", "resting", "silent", "parked"]),
    lastSuccessAt: MaybeInstant.describe(
      "The last call that was answered; of what is no desk, or delivery that was taken.",
    ),
    lastDeliveryAt: MaybeInstant,
    lastError: z.string().nullable(),
    restsUntil: MaybeInstant.describe("Until then no call is made."),
    waiting: z.int().describe("Records that are still to be written there; more than 1000 are not counted."),
    budget: z
      .object({
        calls: z.int(),
        windowMs: z.int(),
        used: z.number().describe("How much of what may be called at once is used now, 0 to 1."),
      })
      .nullable()
      .describe("The calls that it may make; null = no limit is set."),
  })
  .meta({
    id: "Connection",
    description: "One configured account of a connector, without its secrets, and how it does.",
  });

export const MadeConnection = z.object({
  id: Id,
  name: z.string(),
  hookUrl: z.string().describe("Where its vendor delivers to, with its secret part; this once."),
  mailAddress: z.string().optional(),
  setupSteps: listOf(z.string()),
  hasTexts: z.boolean().describe("Whether there are texts to paste at the vendor."),
});
export const TestSteps = listOf(z.object({ step: z.string(), ok: z.boolean(), detail: z.string() }));
export const SetupTexts = listOf(z.object({ title: z.string(), place: z.string(), text: z.string() }));

const CustomFields = listOf(z.object({ key: z.string(), label: z.string() }));
const Choices = z.partialRecord(
  FieldName,
  listOf(z.object({ value: z.string(), label: z.string(), active: z.boolean() })),
);
export const Discovery = z.object({
  choices: Choices,
  clients: listOf(z.object({ externalId: z.string(), name: z.string() })),
  customFields: CustomFields.optional(),
});
export const ProposedMaps = z.object({
  maps: ValueMaps,
  problems: listOf(z.object({ path: z.string(), detail: z.string() })).describe("What a person still has to decide."),
  customFields: CustomFields,
  choices: Choices.describe("What the desk has, that the tables were proposed from."),
});
const SeenValue = z.object({
  field: z.string(),
  theirs: z.unknown(),
  ours: z.unknown(),
  state: z.enum(["mapped", "ignored", "unmapped"]),
  detail: z.string().nullable().describe("What is to be mapped."),
});
export const MapsPreview = z.object({
  record: z
    .object({ externalId: z.string(), number: z.string().nullable(), url: z.string().nullable() })
    .nullable()
    .describe("The record that was read; null = the desk has none."),
  arrives: listOf(SeenValue).describe("What this record would become here."),
  leaves: listOf(SeenValue).describe("What the ticket that it becomes would be there."),
});
export const Customer = z.object({
  externalId: z.string(),
  name: z.string(),
  client: z.string().nullable(),
  suggestions: listOf(z.string()).describe("Names of clients that are much like it; never taken by themselves."),
});
export const UnmappedClient = z.object({ client: z.string(), externalId: z.string() });
export const MappedClient = z.object({
  client: z.string(),
  externalId: z.string(),
  released: z.int().describe("Records that waited for this customer and are read again."),
  waiting: z.int().describe("Alerts that waited."),
});

const DriftField = z.object({
  field: z.string(),
  ours: z.unknown(),
  theirs: z.unknown(),
  state: z.enum(["held", "owed", "unseen"]),
  reason: z.string().nullable(),
});
export const Comparison = z.object({
  links: z.int(),
  gone: z.int(),
  drift: listOf(z.object({ ticketId: Id, linkId: Id, number: z.string().nullable(), fields: listOf(DriftField) })),
  moved: z.boolean(),
});
export const PlannedWrite = z.object({
  ticketId: Id,
  title: z.string(),
  number: z.string().nullable(),
  operation: z.enum(["create", "write", "comment", "attachment"]),
  fields: listOf(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  detail: z.string().nullable(),
});
export const FieldMerging = z.object({
  field: FieldName,
  policy: FieldPolicy.describe("As it is merged."),
  usual: FieldPolicy.describe("As it is merged unless the connection says otherwise."),
});
export const ImportRow = z.object({
  externalId: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  action: z.enum(["known", "notAsked", "hold", "attach", "open"]).describe("What becomes of it."),
  how: z.enum(["code", "rule", "number", "list"]).nullable().describe("How its twin was found."),
  ticketId: Id.nullable(),
});
