import { z } from "zod";
import { clientFieldHelp, clientFieldOf, lostAfterHours, onClear, onClearHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["group", "source", "client", "component"]),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  routingKey: z
    .string()
    .regex(/^[A-Za-z0-9]*$/, "expected letters and digits")
    .length(32),
});

export const manifest = {
  name: "pagerduty-events-v2",
  title: "PagerDuty Events API v2, from any tool",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // A tool that closes a whole group at once, or goes away, leaves alerts open; it is not asked.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  signsBy: "routing key in the body",
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `A field of the payload, or client of the event. ${clientFieldHelp.help.en}`,
        de: `Ein Feld der Payload, oder client des Ereignisses. ${clientFieldHelp.help.de}`,
      },
    },
    onClear: onClearHelp,
    routingKey: {
      label: { en: "Routing key", de: "Routing-Schlüssel" },
      help: {
        en: "32 letters and digits of your own choice; the tool is given the same as its integration key.",
        de: "32 Buchstaben und Ziffern Ihrer Wahl; das Werkzeug bekommt denselben als Integration Key.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "In the tool's PagerDuty integration replace https://events.pagerduty.com/v2/enqueue by {hookUrl}, and give it the routing key that you gave here. Tools that let nobody change the address cannot be connected this way.",
      de: "Ersetzen Sie in der PagerDuty-Integration des Werkzeugs https://events.pagerduty.com/v2/enqueue durch {hookUrl}, und geben Sie ihr den Routing-Schlüssel von hier. Werkzeuge, deren Adresse sich nicht ändern lässt, können so nicht verbunden werden.",
    },
    { en: "Map what the chosen field names to clients.", de: "Ordnen Sie Kunden zu, was das gewählte Feld nennt." },
  ],
} as const;
