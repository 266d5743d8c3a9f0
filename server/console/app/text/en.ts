import { connections } from "./en/connections.ts";
import { deliveries } from "./en/deliveries.ts";
import { entry } from "./en/entry.ts";
import { common, shell } from "./en/shell.ts";
import { welcome } from "./en/welcome.ts";

/** All texts in English: the language in which they are written first, and whose keys the others must have. */
export const en = { common, shell, entry, connections, deliveries, welcome } as const;
