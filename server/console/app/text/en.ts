import { account } from "./en/account.ts";
import { alerts, alertStory, alertWords, windows } from "./en/alerts.ts";
import { audit } from "./en/audit.ts";
import { entry } from "./en/entry.ts";
import { keptText } from "./en/kept-text.ts";
import { health, now } from "./en/now.ts";
import { onCall } from "./en/on-call.ts";
import { people } from "./en/people.ts";
import { reports } from "./en/reports.ts";
import { rules } from "./en/rules.ts";
import { settings } from "./en/settings.ts";
import { common, shell } from "./en/shell.ts";
import { newTicket, ticketList } from "./en/tickets.ts";

/** All texts in English: the language in which they are written first, and whose keys the others must have. */
export const en = {
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
} as const;
