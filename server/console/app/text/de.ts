import { account } from "./de/account.ts";
import { alerts, alertStory, alertWords, windows } from "./de/alerts.ts";
import { audit } from "./de/audit.ts";
import { entry } from "./de/entry.ts";
import { keptText } from "./de/kept-text.ts";
import { health, now } from "./de/now.ts";
import { onCall } from "./de/on-call.ts";
import { people } from "./de/people.ts";
import { reports } from "./de/reports.ts";
import { rules } from "./de/rules.ts";
import { settings } from "./de/settings.ts";
import { common, shell } from "./de/shell.ts";
import { newTicket, ticketList } from "./de/tickets.ts";
import type { en } from "./en.ts";
import type { Texts } from "./texts.ts";

export const de: Texts<typeof en> = {
  account,
  alerts,
  alertStory,
  alertWords,
  windows,
  audit,
  entry,
  keptText,
  health,
  now,
  onCall,
  people,
  reports,
  rules,
  settings,
  common,
  shell,
  newTicket,
  ticketList,
};
