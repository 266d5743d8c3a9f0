import { account } from "./de/account.ts";
import { alerts, alertWords, alertStory, windows } from "./de/alerts.ts";
import { audit } from "./de/audit.ts";
import { clients } from "./de/clients.ts";
import { connections } from "./de/connections.ts";
import { deliveries } from "./de/deliveries.ts";
import { entry } from "./de/entry.ts";
import { keptText } from "./de/kept-text.ts";
import { now, health } from "./de/now.ts";
import { onCall } from "./de/on-call.ts";
import { people } from "./de/people.ts";
import { reports } from "./de/reports.ts";
import { rules } from "./de/rules.ts";
import { settings } from "./de/settings.ts";
import { shell, common } from "./de/shell.ts";
import { sla } from "./de/sla.ts";
import { ticket } from "./de/ticket.ts";
import { ticketList, newTicket } from "./de/tickets.ts";
import { welcome } from "./de/welcome.ts";
import type { en } from "./en.ts";
import type { Texts } from "./texts.ts";

export const de: Texts<typeof en> = {
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
};
