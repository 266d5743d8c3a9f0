import { agentRows, nameOf, sites, statuses, ticketTypes, users } from "./lists.ts";
import type { Action, Attachment, SimulatorState, Ticket } from "./state.ts";

type Row = Record<string, unknown>;

export const emptyDate = "1900-01-01T00:00:00";

/** SQL Server keeps instants in steps of a three-hundredth of a second. @see https://learn.microsoft.com/sql/t-sql/data-types/datetime-transact-sql */
export function toDatetime(date: Date): Date {
  const digit = date.getTime() % 10;
  const rounded = digit <= 1 ? 0 : digit <= 4 ? 3 : digit <= 8 ? 7 : 10;
  return new Date(date.getTime() - digit + rounded);
}

/** UTC that does not say so; zeros at the end of the fraction are cut, no date is one of 1900. */
export function toWire(date: Date | null): string {
  return date === null
    ? emptyDate
    : toDatetime(date)
        .toISOString()
        .replace(/\.?0*Z$/, "");
}

/** Unset properties are left out, not null. */
function withoutEmpty(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== null));
}

/** A row of a list: no HTML, no addresses, no merge, and custom fields only where asked for. */
export function toListRow(state: SimulatorState, ticket: Ticket, fields: readonly number[] | null): Row {
  const text = (id: number) => (state.quirks.numbersAsText ? String(id) : id);
  return withoutEmpty({
    id: ticket.id,
    guid: ticket.guid,
    dateoccurred: toWire(ticket.createdAt),
    summary: ticket.summary,
    details: ticket.details === "" ? undefined : ticket.details,
    status_id: state.faults.brokenRecord === String(ticket.id) ? undefined : ticket.statusId,
    tickettype_id: ticket.typeId,
    itil_requesttype_id: ticketTypes.find(({ id }) => id === ticket.typeId)?.itilrequesttype,
    sla_id: ticket.slaId,
    priority_id: ticket.priorityId,
    client_id: text(ticket.clientId),
    client_name: nameOf(state.clients, ticket.clientId),
    site_id: text(ticket.siteId),
    site_name: nameOf(sites, ticket.siteId),
    user_id: ticket.userId,
    user_name: nameOf(users, ticket.userId),
    team: ticket.team,
    agent_id: ticket.agentId,
    category_1: ticket.category === "" ? undefined : ticket.category,
    child_count: 0,
    attachment_count: state.attachments.filter(({ ticketId }) => ticketId === ticket.id).length,
    onhold: statuses.find(({ id }) => id === ticket.statusId)?.slaaction === "H",
    respondbydate: toWire(ticket.respondBy),
    responsedate: emptyDate,
    fixbydate: toWire(ticket.fixBy),
    dateclosed: toWire(ticket.closedAt),
    excludefromsla: ticket.slaId === 0,
    lastactiondate: toWire(ticket.lastActionAt),
    last_update: toWire(ticket.updatedAt),
    reportedby: "",
    inactive: false,
    source: ticket.source,
    hasbeenclosed: ticket.hasBeenClosed,
    use: ticketTypes.find(({ id }) => id === ticket.typeId)?.use,
    ...(ticket.deleted ? { deleted: true } : {}),
    ...(fields === null ? {} : { customfields: showFields(ticket, fields) }),
  });
}

function showFields(ticket: Ticket, wanted: readonly number[] | "all"): Row[] {
  return [...ticket.customFields]
    .filter(([id]) => wanted === "all" || wanted.includes(id))
    .map(([id, value]) => ({ id, name: id === 178 ? "CFInterdeskMarker" : "CFCostCentre", type: 0, value }));
}

export function toDetail(state: SimulatorState, ticket: Ticket): Row {
  const person = users.find(({ id }) => id === ticket.userId);
  const agent = agentRows.find(({ id }) => id === ticket.agentId);
  return {
    ...toListRow(state, ticket, null),
    datecreated: toWire(ticket.createdAt),
    details_html: ticket.detailsHtml,
    user_email: person?.emailaddress ?? "",
    agent_name: agent?.name ?? "",
    merged_into_id: ticket.mergedInto,
    closure_note: ticket.closureNote,
    deadlinedate: emptyDate,
    startdate: emptyDate,
    customfields: showFields(ticket, "all"),
    status: statuses.find(({ id }) => id === ticket.statusId),
    tickettype: { id: ticket.typeId, name: nameOf(ticketTypes, ticket.typeId) },
    agent,
    user: person,
    attachments: [],
    external_links: [],
    _canupdate: true,
  };
}

/** The answer to a POST; some versions name the stamp otherwise. */
export function toWritten(state: SimulatorState, ticket: Ticket): Row {
  const { last_update, ...rest } = toDetail(state, ticket);
  return state.quirks.shortUpdateName ? { ...rest, lastupdate: last_update } : { ...rest, last_update };
}

export function toActionRow(action: Action, withHtml: boolean): Row {
  return withoutEmpty({
    ticket_id: action.ticketId,
    id: action.id,
    guid: action.guid,
    outcome: action.outcome,
    outcome_id: action.outcomeId,
    action_systemid: 0,
    who: action.who,
    who_type: action.agentId > 0 ? 1 : 0,
    who_agentid: action.agentId,
    datetime: toWire(action.at),
    actiondatecreated: toWire(action.at),
    note: action.note,
    note_html: withHtml ? action.noteHtml : undefined,
    timetaken: 0,
    hiddenfromuser: action.hidden,
    important: false,
    old_status: action.oldStatus,
    new_status: action.newStatus,
    new_status_name: nameOf(statuses, action.newStatus),
    attachment_count: 0,
    actionby_application_id: action.applicationId,
    actionby_agent_id: action.agentId,
    actionby_user_id: action.userId,
    project_id: 0,
  });
}

export function toAttachmentRow(file: Attachment): Row {
  return {
    id: file.id,
    filename: file.fileName,
    datecreated: toWire(file.at),
    note: file.note,
    filesize: file.bytes.length,
    type: 0,
    unique_id: file.ticketId,
    desc: "",
    isimage: file.contentType.startsWith("image/"),
    showforusers: file.showForUsers,
    content_type: file.contentType,
  };
}

/** Numbers of sites are decimals on the wire, which only the text shows. */
export function toText(body: unknown): string {
  return JSON.stringify(body).replaceAll(/"site_id":(\d+)([,}])/g, '"site_id":$1.0$2');
}
