import { z } from "zod";
import type { SettingHelp } from "../contract.ts";

/** Where the tool's own API is; without it nothing is told there, and nothing asked. */
export const apiUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .optional();

/** The settings of a tool that can be told that somebody works on an alert, or that it has ended. */
export const tellSettings = { acknowledgeBack: z.boolean().default(true) };

/** The setting of a tool that can be asked what fires. */
export const listSettings = { reconcileMinutes: z.number().int().min(1).max(1_440).default(5) };

/** For tools whose list tells as much of an alert as their messages do. */
export const openSettings = { openListed: z.boolean().default(false) };

export const apiUrlHelp: SettingHelp = {
  label: { en: "API address", de: "API-Adresse" },
  help: {
    en: "Optional: where this hub reaches the tool's API. Without it nothing is told there. A private address must be allowed under outbound.allowedPrivate.",
    de: "Optional: wo dieser Hub die API des Werkzeugs erreicht. Ohne sie wird dort nichts gemeldet. Eine private Adresse muss unter outbound.allowedPrivate erlaubt sein.",
  },
};

export const tellHelp = {
  acknowledgeBack: {
    label: { en: "Acknowledge back", de: "Zurückmelden" },
    help: {
      en: "Whoever takes or ends a ticket quiets its alerts at their source, where the tool can and credentials are set.",
      de: "Wer ein Ticket annimmt oder beendet, bringt seine Alarme auch an der Quelle zur Ruhe, wo das Werkzeug es kann und Zugangsdaten hinterlegt sind.",
    },
  },
} as const satisfies Record<keyof typeof tellSettings, SettingHelp>;

export const listHelp = {
  reconcileMinutes: {
    label: { en: "Compare every", de: "Abstand der Abgleiche" },
    help: {
      en: "Minutes between two looks at what the tool itself holds to be firing; what it lists twice no more has ended.",
      de: "Minuten zwischen zwei Blicken auf das, was das Werkzeug selbst für aktiv hält; was es zweimal nicht mehr führt, ist vorbei.",
    },
  },
} as const satisfies Record<keyof typeof listSettings, SettingHelp>;

export const openHelp = {
  openListed: {
    label: { en: "Open what is listed", de: "Gelistete Alarme eröffnen" },
    help: {
      en: "Alerts that the tool lists, and that no message told of, open tickets too.",
      de: "Auch Alarme, die das Werkzeug führt und von denen keine Nachricht kam, eröffnen Tickets.",
    },
  },
} as const satisfies Record<keyof typeof openSettings, SettingHelp>;

/** A credential of the API that stands in a header. */
export const apiSecret = z
  .string()
  .min(1)
  .max(2_000)
  .regex(/^[\x20-\x7e]*$/, "expected letters, digits and signs of ASCII")
  .optional();
