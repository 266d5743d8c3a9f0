import { entry } from "./en/entry.ts";
import { keptText } from "./en/kept-text.ts";
import { onCall } from "./en/on-call.ts";
import { people } from "./en/people.ts";
import { reports } from "./en/reports.ts";
import { rules } from "./en/rules.ts";
import { settings } from "./en/settings.ts";
import { account } from "./en/account.ts";
import { audit } from "./en/audit.ts";
import { common, shell } from "./en/shell.ts";

/** All texts in English: the language in which they are written first, and whose keys the others must have. */
export const en = { common, shell, entry, account, people, audit, settings, reports, keptText, onCall, rules } as const;
