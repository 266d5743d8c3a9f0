import { z } from "zod";
import { lostAfterHours, onClear, onClearHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({ onClear });
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({});

export const manifest = {
  name: "uptimerobot",
  title: "UptimeRobot",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json", "application/x-www-form-urlencoded"],
  keepHeaders: ["user-agent"],
  // Nothing is known of retries, and an expiry has no end at all.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: { onClear: onClearHelp },
  setupSteps: [
    {
      en: "Integrations & API › Webhook: URL {hookUrl}, “Send as JSON (application/json)” on, and the setup text “POST value” with its asterisks. UptimeRobot sends no secret: whoever knows the address can deliver, so keep it to yourself.",
      de: "Integrations & API › Webhook: URL {hookUrl}, „Send as JSON (application/json)“ ein, und der Einrichtungstext „POST-Wert“ mitsamt seinen Sternchen. UptimeRobot sendet kein Geheimnis: Wer die Adresse kennt, kann liefern; halten Sie sie geheim.",
    },
    {
      en: "Notify on up and down events and on expiries, and attach the integration to the monitors.",
      de: "Lassen Sie Ausfälle, Rückkehr und Abläufe melden, und hängen Sie die Integration an die Monitore.",
    },
    {
      en: "Map the monitors' names to clients, or give the connection a client of its own.",
      de: "Ordnen Sie die Namen der Monitore Kunden zu, oder geben Sie der Verbindung einen eigenen Kunden.",
    },
  ],
} as const;
