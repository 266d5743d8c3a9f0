import { serverFields, ticketPicklists } from "./picklists.ts";
import { describeMoves, mergeUserDefined } from "./user-defined.ts";
import { VendorRefusal } from "./query.ts";
import { checkValues, validateTicket } from "./validate-ticket.ts";
import { addRow, findRow, type Row, rowsOf, type SimulatorState, toInstant } from "./state.ts";

const hourMs = 3_600_000;
/** What an empty ticket holds. */
const blank = {
  description: null,
  resolution: "",
  queueID: null,
  ticketType: null,
  issueType: null,
  subIssueType: null,
  companyID: null,
  contactID: null,
  assignedResourceID: null,
  assignedResourceRoleID: null,
  externalID: "",
  completedDate: null,
  source: null,
  userDefinedFields: [],
};

/** @throws VendorRefusal when the record would not be valid */
export function createTicket(state: SimulatorState, body: Record<string, unknown>, by: number): Row {
  const kept = keepKnown("Tickets", body);
  const fields = { ...blank, ...kept, userDefinedFields: mergeUserDefined([], kept["userDefinedFields"]) };
  for (const name of ["companyID", "title", "status", "priority", "dueDateTime"]) {
    if (fields[name as keyof typeof fields] === undefined || fields[name as keyof typeof fields] === null)
      throw new VendorRefusal(`Required field ${name} is missing.`);
  }
  validateTicket(state, fields);
  const now = state.now();
  const day = now.toISOString().slice(0, 10).replaceAll("-", "");
  const today = rowsOf(state, "Tickets").filter((row) => String(row["ticketNumber"]).startsWith(`T${day}`)).length;
  const row = addRow(state, "Tickets", {
    ...fields,
    ticketNumber: `T${day}.${String(today + 1).padStart(4, "0")}`,
    createDate: toInstant(now),
    creatorResourceID: by,
    firstResponseDueDateTime: toInstant(new Date(now.getTime() + 2 * hourMs)),
    resolvedDueDateTime: toInstant(new Date(now.getTime() + 24 * hourMs)),
    lastActivityDate: toInstant(now),
    lastTrackedModificationDateTime: toInstant(now),
    lastActivityResourceID: by,
  });
  addHistory(state, row.id, toInstant(now), "Create", `Ticket ${String(row["ticketNumber"])} created`, by);
  return row;
}

/**
 * Unknown names are dropped without a word; the whole merged record is validated.
 *
 * @returns the names that really moved
 */
export function changeTicket(
  state: SimulatorState,
  id: number,
  body: Record<string, unknown>,
  by: number,
): { row: Row; moved: string[] } {
  const row = findRow(state, "Tickets", id);
  if (!row) throw new VendorRefusal("No matching records found.");
  const { userDefinedFields: given, ...fields } = keepKnown("Tickets", body);
  validateTicket(state, { ...row, ...fields });
  const custom = mergeUserDefined(row["userDefinedFields"], given);
  const customMoves = describeMoves(row["userDefinedFields"], custom);
  row["userDefinedFields"] = custom;
  const moved = Object.keys(fields).filter((name) => (row[name] ?? null) !== (fields[name] ?? null));
  const now = toInstant(state.now());
  for (const name of moved) {
    addHistory(
      state,
      id,
      now,
      "Modify",
      `${labelOf(name)}: ${show(name, row[name])} -> ${show(name, fields[name])}`,
      by,
    );
    row[name] = fields[name];
  }
  for (const move of customMoves) addHistory(state, id, now, "Modify", move, by);
  if (customMoves.length > 0) moved.push("userDefinedFields");
  if (moved.includes("status")) row["completedDate"] = row["status"] === 5 ? now : null;
  if (moved.length > 0)
    Object.assign(row, { lastActivityDate: now, lastTrackedModificationDateTime: now, lastActivityResourceID: by });
  return { row, moved };
}

export function addNote(
  state: SimulatorState,
  ticketId: number,
  body: Record<string, unknown>,
  by: number | null,
): Row {
  const ticket = findRow(state, "Tickets", ticketId);
  if (!ticket) throw new VendorRefusal("Value does not reference an existing entity for ticketID.");
  const fields = keepKnown("TicketNotes", body);
  for (const name of ["description", "noteType", "publish"]) {
    if (fields[name] === undefined || fields[name] === null)
      throw new VendorRefusal(`Required field ${name} is missing.`);
  }
  checkValues("TicketNotes", fields);
  const now = toInstant(state.now());
  Object.assign(ticket, { lastActivityDate: now, lastActivityResourceID: by });
  return addRow(state, "TicketNotes", {
    title: "",
    ...fields,
    ticketID: ticketId,
    createDateTime: now,
    lastActivityDate: now,
    creatorResourceID: by,
    createdByContactID: by === null ? 30_688_120 : null,
  });
}

/** A note keeps its author; what people read changes. */
export function changeNote(state: SimulatorState, note: Row, body: Record<string, unknown>, by: number): void {
  const { noteType: _type, ...fields } = keepKnown("TicketNotes", body);
  checkValues("TicketNotes", fields);
  const now = toInstant(state.now());
  Object.assign(note, fields, { lastActivityDate: now });
  const ticket = findRow(state, "Tickets", Number(note["ticketID"]));
  if (ticket) Object.assign(ticket, { lastActivityDate: now, lastActivityResourceID: by });
}

export function addAttachment(
  state: SimulatorState,
  ticketId: number,
  file: { fileName: string; contentType: string; bytes: Uint8Array },
  publish: number,
  by: number,
): Row {
  const ticket = findRow(state, "Tickets", ticketId);
  if (!ticket) throw new VendorRefusal("No matching records found.");
  const now = toInstant(state.now());
  Object.assign(ticket, { lastActivityDate: now, lastActivityResourceID: by });
  return addRow(state, "TicketAttachments", {
    ticketID: ticketId,
    parentID: ticketId,
    parentType: 4,
    attachmentType: "FILE_ATTACHMENT",
    fullPath: file.fileName,
    title: file.fileName,
    contentType: file.contentType || contentTypeOf(file.fileName),
    fileSize: file.bytes.length,
    publish,
    attachDate: now,
    attachedByResourceID: by,
    attachedByContactID: null,
    data: Buffer.from(file.bytes).toString("base64"),
  });
}

function contentTypeOf(name: string): string {
  const types: Record<string, string> = { txt: "text/plain", png: "image/png", pdf: "application/pdf" };
  return types[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

/** Only in the pages, never through the API; a log tells of it. */
export function deleteTicket(state: SimulatorState, id: number, by: number): Row {
  const ticket = findRow(state, "Tickets", id);
  if (!ticket) throw new VendorRefusal("No matching records found.");
  state.entities.set(
    "Tickets",
    rowsOf(state, "Tickets").filter((row) => row.id !== id),
  );
  addRow(state, "DeletedTicketLogs", {
    ticketID: id,
    ticketNumber: ticket["ticketNumber"],
    ticketTitle: ticket["title"],
    deletedByResourceID: by,
    deletedDateTime: toInstant(state.now()),
  });
  return ticket;
}

/** Only in the pages; its tombstone names the note by its title and its time. */
export function deleteNote(state: SimulatorState, note: Row, by: number): void {
  const now = toInstant(state.now());
  state.entities.set(
    "TicketNotes",
    rowsOf(state, "TicketNotes").filter((row) => row.id !== note.id),
  );
  const ticket = findRow(state, "Tickets", Number(note["ticketID"]));
  if (ticket) ticket["lastActivityDate"] = note["lastActivityDate"] = now;
  addRow(state, "DeletedTicketActivityLogs", {
    typeID: 1,
    ticketID: note["ticketID"],
    noteOrAttachmentTitle: note["title"],
    activityDateTime: note["createDateTime"],
    deletedByResourceID: by,
    deletedDateTime: now,
  });
}

function keepKnown(entity: string, body: Record<string, unknown>): Record<string, unknown> {
  const names =
    entity === "Tickets"
      ? [...Object.keys(blank), "title", "status", "priority", "dueDateTime", "purchaseOrderNumber"]
      : ["title", "description", "noteType", "publish"];
  const kept: Record<string, unknown> = {};
  for (const [given, value] of Object.entries(body)) {
    const name = names.find((candidate) => candidate.toLowerCase() === given.toLowerCase());
    if (name && !serverFields.has(name)) kept[name] = value;
  }
  return kept;
}

/** The texts of the history are written for people; their exact form is not documented. */
function addHistory(
  state: SimulatorState,
  ticketID: number,
  date: string,
  action: string,
  detail: string,
  by: number,
): void {
  addRow(state, "TicketHistory", { ticketID, date, action, detail, resourceID: by });
}

const labels: Readonly<Record<string, string>> = {
  status: "Status",
  priority: "Priority",
  title: "Ticket Title",
  description: "Description",
  queueID: "Queue",
  assignedResourceID: "Primary Resource",
  assignedResourceRoleID: "Primary Resource",
  ticketType: "Ticket Type",
  resolution: "Resolution",
};

function labelOf(name: string): string {
  return labels[name] ?? name;
}

function show(name: string, value: unknown): string {
  return ticketPicklists[name]?.find((one) => one.value === String(value))?.label ?? String(value ?? "(none)");
}
