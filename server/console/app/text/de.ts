import { alerts, alertStory, alertWords, windows } from "./de/alerts.ts";
import { entry } from "./de/entry.ts";
import { health, now } from "./de/now.ts";
import { common, shell } from "./de/shell.ts";
import { newTicket, ticketList } from "./de/tickets.ts";
import type { en } from "./en.ts";
import type { Texts } from "./texts.ts";

export const de: Texts<typeof en> = {
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
};
