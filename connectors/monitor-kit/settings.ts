import { z } from "zod";
import type { SettingHelp, Text } from "../contract.ts";
import type { SenderCheck } from "./verify-sender.ts";

/**
 * For tools that lose clears and cannot be asked. No vendor names a number; this one is ours: within a week every check has
 * run on working days and at a weekend, and a problem that was neither repeated nor cleared is likelier forgotten than there.
 */
export const lostAfterHours = 168;

/** The setting that all monitors have; the engine reads it. */
export const onClear = z.enum(["resolve", "comment"]).default("resolve");

/** Which of the message's fields names the customer; the first is the default. */
export function clientFieldOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  return z.enum(names).default(names[0]);
}

/** A token in `Authorization: Bearer`, or in a header of the sender's own: what else would be lost on the way. */
export const token = z
  .string()
  .min(16)
  .max(500)
  .regex(/^[\x21-\x7e]*$/, "expected letters, digits and signs of ASCII, without blanks")
  .optional();

/** A key that signs and is never sent. */
export const signingKey = z.string().min(16).max(500).optional();

/** What our own user is called there: its doings that come back are marked as ours. */
export const ourUser = z.string().max(200).default("");

export const basicUser = z.string().min(1).max(200).optional();
export const basicPassword = z.string().min(12).max(500).optional();

/** For senders whose headers are free: the one secret `token`, in the usual header or in one of ours. */
export const tokenChecks: readonly SenderCheck[] = [
  { kind: "bearer", secret: "token" },
  { kind: "header", header: "X-Interdesk-Token", secret: "token" },
];

interface BasicSecrets {
  basicUser?: string | undefined;
  basicPassword?: string | undefined;
}

/** User and password come together: half of them would check nothing, and the address alone would do. */
export function needBothHalves(secrets: BasicSecrets, context: z.RefinementCtx): void {
  for (const [half, other] of [
    ["basicUser", "basicPassword"],
    ["basicPassword", "basicUser"],
  ] as const)
    if (secrets[half] === undefined && secrets[other] !== undefined)
      context.addIssue({ code: "custom", path: [half], message: `is needed with ${other}` });
}

export const onClearHelp: SettingHelp = {
  label: { en: "When the alert clears", de: "Wenn der Alarm endet" },
  help: {
    en: "resolve: a ticket that nobody touched is resolved. comment: it is only noted.",
    de: "resolve: Ein Ticket, das niemand angefasst hat, wird gelöst. comment: Es wird nur vermerkt.",
  },
};

export const clientFieldHelp: SettingHelp = {
  label: { en: "Client field", de: "Feld für den Kunden" },
  help: {
    en: "What in a message names the customer. Map its values to clients; what names none goes to the connection's own.",
    de: "Was in einer Nachricht den Kunden nennt. Ordnen Sie seine Werte Kunden zu; was keinen nennt, geht an den Kunden der Verbindung.",
  },
};

export const ourUserHelp: SettingHelp = {
  label: { en: "Our user there", de: "Unser Benutzer dort" },
  help: {
    en: "The name of the user by which this hub acknowledges there. Acknowledgements by it are known as our own.",
    de: "Der Name des Benutzers, mit dem dieser Hub dort bestätigt. Bestätigungen durch ihn gelten als unsere eigenen.",
  },
};

export const timeZoneHelp: SettingHelp = {
  label: { en: "Time zone", de: "Zeitzone" },
  help: {
    en: "Messages carry times without a zone; this is the zone they are in, such as Europe/Berlin.",
    de: "Nachrichten enthalten Zeiten ohne Zone; dies ist die Zone, in der sie gemeint sind, etwa Europe/Berlin.",
  },
};

/** @param place where the same token is set at the sender, with its preposition, in the vendor's own words */
export function tokenHelp(label: Text, place: Text): SettingHelp {
  return {
    label,
    help: {
      en: `The same as ${place.en}. Without it the address alone lets in.`,
      de: `Derselbe Wert wie ${place.de}. Ohne ihn genügt die Adresse, um zu liefern.`,
    },
    secret: true,
  };
}
