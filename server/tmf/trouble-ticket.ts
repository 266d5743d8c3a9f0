import { z } from "zod";

/**
 * The trouble ticket of TM Forum, as far as it is read and written here.
 *
 * @see TMF621 Trouble Ticket Management API, v5.0
 */
export const TmfStatus = z.enum([
  "acknowledged",
  "rejected",
  "pending",
  "held",
  "inProgress",
  "cancelled",
  "closed",
  "resolved",
]);
export type TmfStatus = z.infer<typeof TmfStatus>;

const instant = z.iso.datetime({ offset: true });
const text = (most: number) => z.string().max(most);
/** The standard lets everybody extend these; what is in them is kept and given back. */
const Reference = z.looseObject({});
const References = z.array(Reference).max(100);

export const PartyReference = z.looseObject({
  role: text(200).optional(),
  partyOrPartyRole: z.looseObject({ id: text(200).optional(), name: text(320).optional() }).optional(),
});
export type PartyReference = z.infer<typeof PartyReference>;

export const Note = z.looseObject({
  /** Of a note that is there already: it is left as it is. */
  id: text(200).optional(),
  author: text(200).optional(),
  date: instant.optional(),
  text: z.string().min(1).max(200_000),
  /** An extension of ours: without it a note is internal. */
  visibility: z.enum(["public", "internal"]).optional(),
});
export type Note = z.infer<typeof Note>;

export const Characteristic = z.looseObject({
  name: text(200),
  value: z.unknown(),
});
export type Characteristic = z.infer<typeof Characteristic>;

/** What the canonical ticket has no place for; kept as it came, and given back. */
const kept = {
  severity: text(100).optional(),
  expectedResolutionDate: instant.optional(),
  requestedResolutionDate: instant.optional(),
  channel: Reference.optional(),
  attachment: References.optional(),
  relatedEntity: References.optional(),
  troubleTicketRelationship: References.optional(),
  troubleTicketSpecification: Reference.optional(),
  statusChangeReason: text(2_000).optional(),
  "@baseType": text(200).optional(),
  "@schemaLocation": text(2_000).optional(),
};

const shape = {
  "@type": text(200).optional(),
  name: text(500).optional(),
  description: text(200_000).optional(),
  ticketType: text(200).optional(),
  priority: text(100).optional(),
  status: TmfStatus.optional(),
  note: z.array(Note).max(100).optional(),
  relatedParty: z.array(PartyReference).max(100).optional(),
  troubleTicketCharacteristic: z.array(Characteristic).max(100).optional(),
  externalIdentifier: References.optional(),
  ...kept,
};

/** TroubleTicket_FVO. Description, severity and type are demanded by the standard. */
export const TroubleTicketCreate = z.strictObject({
  ...shape,
  id: text(200).optional(),
  description: z.string().min(1).max(200_000),
  severity: text(100),
  ticketType: text(200),
});
export type TroubleTicketCreate = z.infer<typeof TroubleTicketCreate>;

/** TroubleTicket_MVO, as a merge patch: null takes away what can be empty. @see RFC 7396 */
export const TroubleTicketPatch = z.strictObject({
  ...shape,
  description: shape.description.nullable(),
  ...nullable(kept),
});
export type TroubleTicketPatch = z.infer<typeof TroubleTicketPatch>;

function nullable<T extends Record<string, z.ZodType>>(fields: T): { [K in keyof T]: z.ZodNullable<T[K]> } {
  const entries = Object.entries(fields).map(([key, schema]) => [key, schema.nullable()]);
  // The same keys, each of which may be null too.
  return Object.fromEntries(entries) as { [K in keyof T]: z.ZodNullable<T[K]> };
}

/** Kept beside the ticket, by the names of the standard. */
export const Kept = z.looseObject({
  ...kept,
  /** Where it is none of our types. */
  ticketType: shape.ticketType,
  relatedParty: shape.relatedParty,
  troubleTicketCharacteristic: shape.troubleTicketCharacteristic,
  externalIdentifier: shape.externalIdentifier,
});
export type Kept = z.infer<typeof Kept>;
export const keptNames = Object.keys(kept) as (keyof typeof kept)[];
