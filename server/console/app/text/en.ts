import { account } from "./en/account.ts";
import { alerts, alertWords, alertStory, windows } from "./en/alerts.ts";
import { audit } from "./en/audit.ts";
import { clients } from "./en/clients.ts";
import { connections } from "./en/connections.ts";
import { deliveries } from "./en/deliveries.ts";
import { entry } from "./en/entry.ts";
import { keptText } from "./en/kept-text.ts";
import { now, health } from "./en/now.ts";
import { onCall } from "./en/on-call.ts";
import { people } from "./en/people.ts";
import { reports } from "./en/reports.ts";
import { rules } from "./en/rules.ts";
import { settings } from "./en/settings.ts";
import { shell, common } from "./en/shell.ts";
import { sla } from "./en/sla.ts";
import { ticket } from "./en/ticket.ts";
import { ticketList, newTicket } from "./en/tickets.ts";
import { welcome } from "./en/welcome.ts";

/** All texts in English: the language in which they are written first, and whose keys the others must have. */
export const en = {
  account,
  alerts,
  alertWords,
  alertStory,
  windows,
  audit,
  clients,
  connections,
  deliveries,
  entry,
  keptText,
  now,
  health,
  onCall,
  people,
  reports,
  rules,
  settings,
  shell,
  common,
  sla,
  ticket,
  ticketList,
  newTicket,
  welcome,
} as const;
