import { alerts, alertStory, alertWords, windows } from "./en/alerts.ts";
import { entry } from "./en/entry.ts";
import { health, now } from "./en/now.ts";
import { common, shell } from "./en/shell.ts";
import { newTicket, ticketList } from "./en/tickets.ts";

/** All texts in English: the language in which they are written first, and whose keys the others must have. */
export const en = {
  common,
  shell,
  entry,
  now,
  health,
  ticketList,
  newTicket,
  alerts,
  alertStory,
  alertWords,
  windows,
} as const;
