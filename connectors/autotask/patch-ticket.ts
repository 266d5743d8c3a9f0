import type { Json } from "../../schemas/json.ts";
import { type ConnectorError, type Result, succeed } from "../contract.ts";
import { NamedContact, TicketItem } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";
import { addNote } from "./comments.ts";
import { toCreated } from "./created.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type Properties = Readonly<Record<string, Json>>;

/**
 * Changes these properties. The vendor validates the whole stored ticket: one whose contact was switched off takes no change
 * at all, not even its end. Then it is sent once more without the contact, who is named in an internal note.
 */
export async function patchTicket(client: AutotaskClient, id: number, properties: Properties): Answer<void> {
  const first = await patch(client, id, properties);
  if (first.ok || !refusesContact(first.error, properties)) return first;
  const contact = await describeContact(client, id);
  if (!contact.ok) return contact;
  if (contact.value === null) return first;
  const again = await patch(client, id, { ...properties, contactID: null });
  if (!again.ok) return again;
  const body = `Autotask refuses changes of a ticket whose contact is not active: ${contact.value} was taken off this ticket.`;
  // The change is in: without the note the contact's end stands in the ticket's history alone.
  await addNote(client, id, { body, format: "plain", visibility: "internal" });
  return succeed(undefined);
}

async function patch(client: AutotaskClient, id: number, properties: Properties): Answer<void> {
  const json = { id, ...properties };
  const answer = await client.call({ method: "PATCH", path: "Tickets", json, buckets: ["Tickets"], safe: false });
  // The page of a proxy has no number: then nothing is known of the change.
  const changed = await toCreated(answer);
  return changed.ok ? succeed(undefined) : changed;
}

/** Only of a contact that stands there already; one that we would set is ours to be told of. */
function refusesContact(error: ConnectorError, properties: Properties): boolean {
  if (error.kind !== "rejected" || "contactID" in properties || "companyID" in properties) return false;
  return /\bcontactID\b/i.test(`${error.field ?? ""} ${error.detail}`);
}

/** @returns null where the ticket has none */
async function describeContact(client: AutotaskClient, ticketId: number): Answer<string | null> {
  const tickets = await client.queryAll("Tickets", TicketItem, [{ op: "eq", field: "id", value: ticketId }]);
  if (!tickets.ok) return tickets;
  const contactId = tickets.value[0]?.contactID ?? null;
  if (contactId === null) return succeed(null);
  const found = await client.queryAll("Contacts", NamedContact, [{ op: "eq", field: "id", value: contactId }]);
  if (!found.ok) return found;
  const [contact] = found.value;
  const name = [contact?.firstName, contact?.lastName, contact?.emailAddress && `<${contact.emailAddress}>`];
  return succeed(name.filter(Boolean).join(" ") || `number ${contactId}`);
}
