/** Lists of a small provider, as the vendor's API gives them. */

const guidOf = (group: number, id: number) => `a7c0d0e0-0000-400${group}-8000-${String(id).padStart(12, "0")}`;

export const agents = { unassigned: 1, ann: 14, bob: 15, system: 2, api: 31 } as const;

const status = (id: number, name: string, sequence: number, slaaction = "", type = 0) => ({
  id,
  guid: guidOf(1, id),
  name,
  shortname: name,
  type,
  sequence,
  colour: "#2979ff",
  slaaction,
  showonquickchange: true,
  timeuntilloffhold: 0,
  statuschangeto: 0,
});

/** The last two belong to assets and quotes. */
export const statuses = [
  status(1, "New", 1),
  status(2, "In Progress", 2),
  status(3, "Action Required", 3),
  status(4, "With User", 4, "H"),
  status(5, "With Supplier", 5, "H"),
  status(8, "Cancelled", 20),
  status(9, "Closed", 21),
  status(10, "Resolved", 19),
  status(23, "On Hold", 10, "H"),
  status(12, "In Stock", 1, "", 1),
  status(40, "Draft", 1, "", 3),
];
/** In which a ticket counts as closed; not told by any property. */
export const closedStatuses: readonly number[] = [8, 9];

const priority = (slaid: number, priorityid: number, name: string, fixtime: number, ishidden = false) => ({
  id: guidOf(2, slaid * 10 + priorityid),
  slaid,
  priorityid,
  name,
  responsetime: priorityid,
  responseunits: "H",
  fixtime,
  fixunits: "H",
  ishidden,
  colour: "#000000",
});
export const priorities = [
  priority(1, 1, "Critical", 4),
  priority(1, 2, "High", 8),
  priority(1, 3, "Medium", 24),
  priority(1, 4, "Low", 48),
  priority(2, 1, "P1 Gold", 2),
  priority(2, 2, "P2 Gold", 4),
  priority(2, 4, "P4 Gold", 24, true),
];

export const slas = [
  { id: 1, name: "Standard", workday_id: 1, trackslaresponsetime: true, trackslafixbytime: true },
  { id: 2, name: "Gold 24x7", workday_id: 3, trackslaresponsetime: true, trackslafixbytime: true },
];

const ticketType = (
  id: number,
  name: string,
  itilrequesttype: number,
  default_sla: number,
  default_priority: number,
) => ({
  id,
  name,
  use: id === 40 ? "project" : "ticket",
  sequence: id,
  itilrequesttype,
  visible: true,
  cancreate: true,
  agentscanselect: true,
  default_sla,
  default_priority,
  default_team: "Level I Support",
  default_agent: 0,
});
export const ticketTypes = [
  ticketType(1, "Incident", 1, 1, 3),
  ticketType(2, "Change Request", 2, 1, 3),
  ticketType(3, "Service Request", 3, 1, 4),
  ticketType(4, "Problem", 4, 1, 3),
  ticketType(25, "Alert", 1, 0, 0),
  ticketType(40, "Project", 22, 0, 0),
];

const team = (id: number, name: string) => ({
  id,
  name,
  forrequests: true,
  foropps: false,
  forprojects: false,
  department_id: 1,
  department_name: "Support",
  inactive: false,
  sequence: id,
  ticket_count: 0,
});
export const teams = [
  team(1, "Level I Support"),
  team(2, "Level II Support"),
  team(5, "Monitoring Alert"),
  { ...team(6, "Old Team"), inactive: true },
  { ...team(7, "Sales"), forrequests: false, foropps: true },
];

const outcome = (id: number, name: string, hidefromuser: boolean, sendemail: number, newstatus: number) => ({
  id,
  outcome: name,
  buttonname: name,
  hidden: false,
  systemid: 0,
  sequence: id,
  newstatus,
  hidefromuser,
  sendemail,
});
export const outcomes = [
  outcome(7, "Private Note", true, 0, 0),
  outcome(52, "Email User", false, 1, 4),
  outcome(60, "Note", false, 0, 0),
  outcome(61, "Internal Note", true, 0, 0),
];

export const agentRows = [
  { id: agents.unassigned, name: "Unassigned", isdisabled: false, email: "" },
  { id: agents.ann, name: "Ann Keller", initials: "AK", isdisabled: false, email: "Ann.Keller@northwind.example" },
  { id: agents.bob, name: "Bob Ruiz", initials: "BR", isdisabled: false, email: "bob.ruiz@northwind.example" },
  { id: 16, name: "Gone Agent", initials: "GA", isdisabled: true, email: "gone@northwind.example" },
  { id: agents.api, name: "Interdesk", initials: "ID", isdisabled: false, email: "", isapiagent: true },
];

export const clients = [
  { id: 1, name: "Unknown", inactive: false, toplevel_id: 1 },
  { id: 41, name: "Acme Dental", inactive: false, toplevel_id: 1, main_site_id: 57 },
  { id: 44, name: "Harbor Foods", inactive: false, toplevel_id: 1, main_site_id: 60 },
];
export const sites = [
  { id: 1, name: "Unknown", client_id: 1, client_name: "Unknown", inactive: false },
  { id: 57, name: "Main Office", client_id: 41, client_name: "Acme Dental", inactive: false },
  { id: 60, name: "Reception", client_id: 44, client_name: "Harbor Foods", inactive: false },
];

const user = (id: number, name: string, site: number, client: number, emailaddress: string, inactive = false) => ({
  id,
  name,
  site_id: site,
  site_id_int: site,
  client_id: client,
  client_name: clients.find((row) => row.id === client)?.name ?? "",
  emailaddress,
  login: emailaddress,
  inactive,
  linked_agent_id: 0,
});
/** Each client has a "General User" for tickets of nobody in particular. */
export const users = [
  user(210, "General User", 1, 1, ""),
  user(211, "General User", 57, 41, ""),
  user(212, "Carla Ortiz", 57, 41, "carla@acme.example"),
  user(213, "Carl Former", 57, 41, "carl@acme.example", true),
  user(229, "General User", 60, 44, ""),
  user(230, "Hal Boe", 60, 44, "Hal@harbor.example"),
];

export const markerFieldId = 178;
export const fieldInfos = [
  { id: 150, name: "CFCostCentre", label: "Cost centre", type: 0 },
  { id: markerFieldId, name: "CFInterdeskMarker", label: "Interdesk marker", type: 0 },
  { id: 181, name: "CFAffectedService", label: "Affected service", type: 2 },
];

/** The catalogue of events has some two hundred rows. */
export const lookups: Readonly<Record<string, readonly { lookupid: number; id: number; name: string }[]>> = {
  "22": [
    { lookupid: 22, id: 0, name: "Manual" },
    { lookupid: 22, id: 17, name: "Interdesk" },
  ],
  "64": [
    { lookupid: 64, id: 3, name: "New $#request Logged - All" },
    { lookupid: 64, id: 39, name: "$#request Closed - All" },
    { lookupid: 64, id: 61, name: "$#request Updated" },
  ],
};

export function nameOf(rows: readonly { id: number; name: string }[], id: number): string {
  return rows.find((row) => row.id === id)?.name ?? "";
}
