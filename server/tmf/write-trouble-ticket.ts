import type { TicketFields, TicketStatus } from "../../schemas/ticket.ts";
import { tmfBase } from "../access/gate.ts";
import type { TroubleRow } from "../db/tmf.ts";
import type { TmfStatus } from "./trouble-ticket.ts";

const statuses: Readonly<Record<TicketStatus, TmfStatus>> = {
  new: "acknowledged",
  acknowledged: "acknowledged",
  inProgress: "inProgress",
  pending: "pending",
  held: "held",
  resolved: "resolved",
  closed: "closed",
  cancelled: "cancelled",
};
const priorities = ["Critical", "High", "Medium", "Low", "Planning"] as const;
const severities = ["Critical", "Major", "Minor", "Warning", "Warning"] as const;

/** @param base address of the service, without a slash at its end @param internal whether internal notes are shown */
export function writeTrouble(row: TroubleRow, base: string, internal: boolean): Record<string, unknown> {
  const { fields, kept } = row;
  const { ticketType, relatedParty = [], troubleTicketCharacteristic = [], externalIdentifier = [], ...rest } = kept;
  const changes = row.statuses.map(({ at, status, reason }) => ({
    statusChangeDate: toInstant(at),
    status: statuses[status],
    statusChangeReason: reason,
    "@type": "StatusChange",
  }));
  const last = changes.at(-1);
  return {
    ...rest,
    id: row.id,
    href: `${base}${tmfBase}/troubleTicket/${row.id}`,
    "@type": "TroubleTicket",
    name: fields.title,
    ...(fields.description === null ? {} : { description: fields.description }),
    ticketType: ticketType ?? fields.type,
    severity: rest.severity ?? severities[fields.priority - 1],
    priority: priorities[fields.priority - 1],
    status: statuses[fields.status],
    creationDate: toInstant(row.createdAt),
    lastUpdate: toInstant(row.changedAt),
    ...(last ? { statusChangeDate: last.statusChangeDate, statusChangeHistory: changes } : {}),
    ...datesOf(row),
    note: row.notes.filter(({ visibility }) => internal || visibility === "public").map(toNote),
    relatedParty: [...relatedParty, ...partiesOf(row)],
    troubleTicketCharacteristic: [...troubleTicketCharacteristic, ...characteristicsOf(fields)],
    externalIdentifier: [...externalIdentifier, ...row.records.map(toIdentifier)],
  };
}

/** What was handed in comes back; else it is what a clock of ours says. */
function datesOf({ dueAt, endedAt, kept }: TroubleRow) {
  const expected = kept.expectedResolutionDate ?? (dueAt === null ? undefined : toInstant(dueAt));
  return {
    ...(expected === undefined ? {} : { expectedResolutionDate: expected }),
    ...(endedAt === null ? {} : { resolutionDate: toInstant(endedAt) }),
  };
}

/** As the database writes it, in UTC with a Z. */
function toInstant(text: string): string {
  return new Date(text).toISOString();
}

export function toNote({ id, at, author, body, visibility }: TroubleRow["notes"][number]) {
  return { id, date: toInstant(at), ...(author === null ? {} : { author }), text: body, visibility, "@type": "Note" };
}

function partiesOf({ client, clientId, fields, kept }: TroubleRow) {
  const named = kept.relatedParty?.some(({ role }) => role?.toLowerCase() === "customer");
  const party = (role: string, party: object) => ({
    role,
    partyOrPartyRole: party,
    "@type": "RelatedPartyRefOrPartyRoleRef",
  });
  const person = (name: string) => ({ id: name, name, "@type": "PartyRef", "@referredType": "Individual" });
  return [
    ...(named
      ? []
      : [party("customer", { id: clientId, name: client, "@type": "PartyRoleRef", "@referredType": "Customer" })]),
    ...(fields.assignee === null ? [] : [party("assignee", person(fields.assignee))]),
    ...(fields.contact === null ? [] : [party("contact", person(fields.contact))]),
  ];
}

function characteristicsOf(fields: TicketFields) {
  return Object.entries(fields).flatMap(([field, value]) => {
    if (!field.startsWith("custom.") || value === null) return [];
    const kind = typeof value === "number" ? "Number" : typeof value === "boolean" ? "Boolean" : "String";
    const name = field.slice("custom.".length);
    return [{ name, value, valueType: kind.toLowerCase(), "@type": `${kind}Characteristic` }];
  });
}

function toIdentifier({ connection, number, url }: TroubleRow["records"][number]) {
  return {
    id: number,
    owner: connection,
    externalIdentifierType: "ticket",
    ...(url === null ? {} : { href: url }),
    "@type": "ExternalIdentifier",
  };
}
