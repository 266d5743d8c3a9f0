import { z } from "zod";
import type { ExpressionVariables } from "../../core/expressions/compile-expression.ts";
import { fieldHelp, mappingSettings } from "../event-mapping.ts";
import { lostAfterHours, onClear, onClearHelp, token, tokenHelp } from "../monitor-kit.ts";

/**
 * `event` holds the attributes and extensions, `data` the data where it is JSON, else an empty map, and `text` the data where
 * it is a text, else an empty one.
 */
export const variables: ExpressionVariables = { event: "dyn", data: "dyn", text: "string" };

/** CloudEvents say nothing of alerts; these are our proposal. */
const defaults = {
  dedupKey: "event.?partitionkey.or(event.?subject)",
  condition:
    'event.type.endsWith(".firing") ? "firing" : event.type.endsWith(".resolved") ? "clear" : data.status == "resolved" ? "clear" : data.status',
  severity: 'data.?severity.orValue("medium")',
  title: 'data.?title.orValue(text == "" ? event.type : text)',
  description: "data.?description",
  clientHint: "data.?client",
  resource: "event.?subject",
  service: "data.?service",
  url: "data.?url",
  raisedAt: "event.?time",
  clearedAt: "event.?time",
} as const;

export const Settings = z.strictObject({ ...mappingSettings(variables, defaults), onClear });
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });

export const manifest = {
  name: "cloudevents",
  title: "CloudEvents",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: [
    "application/cloudevents+json",
    "application/cloudevents-batch+json",
    "application/json",
    "text/plain",
    "application/octet-stream",
    "application/xml",
    "text/xml",
    "",
  ],
  keepHeaders: ["content-type", "ce-*"],
  // How often a sender tries is its own choice.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    ...fieldHelp,
    onClear: onClearHelp,
    token: tokenHelp(
      { en: "Token", de: "Token" },
      {
        en: "in the sender, as Authorization: Bearer or as X-Interdesk-Token",
        de: "beim Absender, als Authorization: Bearer oder als X-Interdesk-Token",
      },
    ),
  },
  setupSteps: [
    {
      en: "Let the sender post CloudEvents 1.0 to {hookUrl}, structured, binary or in batches, with the token that you gave here.",
      de: "Der Absender schickt CloudEvents 1.0 per POST an {hookUrl}, strukturiert, binär oder gebündelt, mit dem Token von hier.",
    },
    {
      en: "If it calls key, state, severity or title otherwise than by default, write expressions for them; they are checked when they are saved.",
      de: "Nennt er Schlüssel, Zustand, Schwere oder Titel anders als vorgegeben, schreiben Sie Ausdrücke dafür; beim Speichern werden sie geprüft.",
    },
    {
      en: "Map the customers that the client expression gives to clients.",
      de: "Ordnen Sie Kunden zu, was der Ausdruck für den Kunden ergibt.",
    },
  ],
} as const;
