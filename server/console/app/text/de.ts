import { clients } from "./de/clients.ts";
import { entry } from "./de/entry.ts";
import { common, shell } from "./de/shell.ts";
import { sla } from "./de/sla.ts";
import { ticket } from "./de/ticket.ts";
import type { en } from "./en.ts";
import type { Texts } from "./texts.ts";

export const de: Texts<typeof en> = { common, shell, entry, ticket, clients, sla };
