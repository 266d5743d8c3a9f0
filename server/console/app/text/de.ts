import { connections } from "./de/connections.ts";
import { deliveries } from "./de/deliveries.ts";
import { entry } from "./de/entry.ts";
import { common, shell } from "./de/shell.ts";
import { welcome } from "./de/welcome.ts";
import type { en } from "./en.ts";
import type { Texts } from "./texts.ts";

export const de: Texts<typeof en> = { common, shell, entry, connections, deliveries, welcome };
