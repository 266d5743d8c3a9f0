import { clients } from "./en/clients.ts";
import { entry } from "./en/entry.ts";
import { common, shell } from "./en/shell.ts";
import { sla } from "./en/sla.ts";
import { ticket } from "./en/ticket.ts";

/** All texts in English: the language in which they are written first, and whose keys the others must have. */
export const en = { common, shell, entry, ticket, clients, sla } as const;
