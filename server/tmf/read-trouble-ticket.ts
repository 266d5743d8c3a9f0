import {
  CustomField,
  customKey,
  CustomValue,
  type TicketFields,
  type TicketStatus,
  TicketType,
} from "../../schemas/ticket.ts";
import {
  type Characteristic,
  type Kept,
  keptNames,
  type PartyReference,
  type TmfStatus,
  type TroubleTicketCreate,
  type TroubleTicketPatch,
} from "./trouble-ticket.ts";

/** Our words, and what is kept as it came. */
export interface ReadTrouble {
  fields: Partial<TicketFields>;
  kept: Kept;
  /** Name of the customer; undefined = none is named. */
  client: string | undefined;
}

const statuses: Readonly<Record<TmfStatus, TicketStatus>> = {
  acknowledged: "acknowledged",
  rejected: "cancelled",
  pending: "pending",
  held: "held",
  inProgress: "inProgress",
  cancelled: "cancelled",
  closed: "closed",
  resolved: "resolved",
};

/** The standard leaves both lists open; these are the words of its examples, of ITIL and of X.733. */
const priorities: Readonly<Record<string, number>> = {
  "1": 1,
  critical: 1,
  urgent: 1,
  "2": 2,
  high: 2,
  major: 2,
  "3": 3,
  medium: 3,
  moderate: 3,
  minor: 3,
  normal: 3,
  "4": 4,
  low: 4,
  warning: 4,
  "5": 5,
  planning: 5,
  indeterminate: 5,
};

/** What a trouble ticket says, in our words. What has no word here is kept. */
export function readTrouble(ticket: TroubleTicketCreate | TroubleTicketPatch): ReadTrouble {
  const type = TicketType.safeParse(ticket.ticketType).data;
  const priority = priorityOf(ticket.priority) ?? priorityOf(ticket.severity);
  const { assignee, contact, client, others } = sortParties(ticket.relatedParty ?? []);
  const { custom, rest } = sortCharacteristics(ticket.troubleTicketCharacteristic ?? []);
  const { name, description, status } = ticket;
  const fields: Partial<TicketFields> = {
    ...(name === undefined ? {} : { title: name }),
    ...(description === undefined ? {} : { description }),
    ...(status === undefined ? {} : { status: statuses[status] }),
    ...(priority === undefined ? {} : { priority }),
    ...(type === undefined ? {} : { type }),
    // A type of theirs says what it is about.
    ...(type === undefined && ticket.ticketType !== undefined ? { category: ticket.ticketType } : {}),
    ...(assignee === undefined ? {} : { assignee }),
    ...(contact === undefined ? {} : { contact }),
    ...custom,
  };
  const kept: Kept = {
    ...pickKept(ticket),
    ...(type === undefined && ticket.ticketType !== undefined ? { ticketType: ticket.ticketType } : {}),
    ...(ticket.relatedParty === undefined ? {} : { relatedParty: others }),
    ...(ticket.troubleTicketCharacteristic === undefined ? {} : { troubleTicketCharacteristic: rest }),
    ...(ticket.externalIdentifier === undefined ? {} : { externalIdentifier: ticket.externalIdentifier }),
  };
  return { fields, kept, client };
}

function pickKept(ticket: TroubleTicketCreate | TroubleTicketPatch): Kept {
  const found = keptNames.flatMap((name) => (ticket[name] === undefined ? [] : [[name, ticket[name]] as const]));
  // Null takes away what was kept: the store merges.
  return Object.fromEntries(found) as Kept;
}

/** @returns undefined for a word that says nothing here */
export function priorityOf(word: string | null | undefined): number | undefined {
  return word == null ? undefined : priorities[word.trim().toLowerCase()];
}

const email = /^[^\s@]{1,64}@[^\s@]{1,255}$/;

/** Who works on it and who asked are fields of ours where they are named by an address, and whose it is is the client. */
function sortParties(parties: readonly PartyReference[]): {
  assignee?: string;
  contact?: string;
  client?: string;
  others: PartyReference[];
} {
  const found: ReturnType<typeof sortParties> = { others: [] };
  for (const party of parties) {
    const name = party.partyOrPartyRole?.name;
    const role = party.role?.toLowerCase() ?? "";
    if (name !== undefined && role === "assignee" && email.test(name)) found.assignee = name.toLowerCase();
    else if (name !== undefined && role === "contact" && email.test(name)) found.contact = name.toLowerCase();
    else {
      if (name !== undefined && role === "customer") found.client ??= name;
      found.others.push(party);
    }
  }
  return found;
}

function sortCharacteristics(all: readonly Characteristic[]): {
  custom: Partial<TicketFields>;
  rest: Characteristic[];
} {
  const custom: Record<CustomField, CustomValue> = {};
  const rest = all.filter(({ name, value }) => {
    const parsed = CustomValue.safeParse(value);
    if (!customKey.test(name) || !parsed.success) return true;
    custom[`custom.${name}`] = parsed.data;
    return false;
  });
  return { custom, rest };
}
