import { z } from "zod";
import { Severity } from "../../schemas/alert.ts";
import { lostAfterHours, onClear, onClearHelp, token, tokenHelp } from "../monitor-kit.ts";

const path = z.string().regex(/^[\w-]{1,60}(?:\.[\w-]{1,60}){0,9}$/, "expected a path such as alert.id");
const word = z.string().min(1).max(100);

/** No schema of the vendor is public, so that every place and word can be set; the defaults are a proposal. */
export const Settings = z.strictObject({
  idPath: path.default("alertId"),
  actionPath: path.default("action"),
  raiseWords: z.array(word).min(1).max(20).default(["create"]),
  clearWords: z.array(word).min(1).max(20).default(["close"]),
  severityPath: path.default("severity"),
  severityWords: z.record(word, Severity).default({
    Critical: "critical",
    High: "high",
    Medium: "medium",
    Low: "low",
    Informational: "info",
  }),
  titlePath: path.default("name"),
  messagePath: path.default("message"),
  clientPath: path.default("companyName"),
  resourcePath: path.default("resourceName"),
  timePath: path.default("occurredAt"),
  labelPaths: z.array(path).max(20).default(["conditionId", "endpointId", "siteId", "siteName"]),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token });

export const manifest = {
  name: "connectwise-rmm",
  title: "ConnectWise RMM (JSON with paths that you set)",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Nothing is known of it.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    idPath: {
      label: { en: "Path of the id", de: "Pfad zur Kennung" },
      help: {
        en: "Where the body holds what ties the messages of one alert together.",
        de: "Wo der Body enthält, was die Nachrichten eines Alarms verbindet.",
      },
    },
    actionPath: {
      label: { en: "Path of the action", de: "Pfad zur Aktion" },
      help: {
        en: "Where the body says whether the alert begins or ends.",
        de: "Wo der Body sagt, ob der Alarm beginnt oder endet.",
      },
    },
    raiseWords: {
      label: { en: "Words of a beginning", de: "Wörter für einen Beginn" },
      help: {
        en: "Values of the action that mean that an alert begins or goes on.",
        de: "Werte der Aktion, die bedeuten, dass ein Alarm beginnt oder andauert.",
      },
    },
    clearWords: {
      label: { en: "Words of an end", de: "Wörter für ein Ende" },
      help: {
        en: "Values of the action that mean that an alert has ended.",
        de: "Werte der Aktion, die bedeuten, dass ein Alarm zu Ende ist.",
      },
    },
    severityPath: {
      label: { en: "Path of the severity", de: "Pfad zur Schwere" },
      help: { en: "Where the body says how bad it is.", de: "Wo der Body sagt, wie schlimm es ist." },
    },
    severityWords: {
      label: { en: "Words of the severity", de: "Wörter für die Schwere" },
      help: {
        en: "What each of its values means; another waits in quarantine.",
        de: "Was jeder ihrer Werte bedeutet; ein anderer wartet in der Quarantäne.",
      },
    },
    titlePath: {
      label: { en: "Path of the title", de: "Pfad zum Titel" },
      help: { en: "Where the body names what is wrong.", de: "Wo der Body nennt, was nicht stimmt." },
    },
    messagePath: {
      label: { en: "Path of the message", de: "Pfad zur Nachricht" },
      help: { en: "Where the body describes it.", de: "Wo der Body es beschreibt." },
    },
    clientPath: {
      label: { en: "Path of the client", de: "Pfad zum Kunden" },
      help: {
        en: "Where the body names the customer. Map its values to clients.",
        de: "Wo der Body den Kunden nennt. Ordnen Sie die Werte Kunden zu.",
      },
    },
    resourcePath: {
      label: { en: "Path of the device", de: "Pfad zum Gerät" },
      help: { en: "Where the body names the host or device.", de: "Wo der Body den Host oder das Gerät nennt." },
    },
    timePath: {
      label: { en: "Path of the time", de: "Pfad zur Zeit" },
      help: {
        en: "Where the body says when, with a zone; without it the receipt counts.",
        de: "Wo der Body sagt, wann, mit einer Zone; ohne ihn zählt der Eingang.",
      },
    },
    labelPaths: {
      label: { en: "Paths of labels", de: "Pfade zu Labels" },
      help: {
        en: "Further values to keep with an alert, for rules.",
        de: "Weitere Werte, die am Alarm für Regeln aufgehoben werden.",
      },
    },
    onClear: onClearHelp,
    token: tokenHelp(
      { en: "Token", de: "Token" },
      {
        en: "in the header Authorization (Bearer) or X-Interdesk-Token",
        de: "im Header Authorization (Bearer) oder X-Interdesk-Token",
      },
    ),
  },
  setupSteps: [
    {
      en: "Let whatever forwards your alerts post JSON to {hookUrl}, with the token as Authorization: Bearer or as X-Interdesk-Token.",
      de: "Was Ihre Alarme weiterreicht, schickt JSON per POST an {hookUrl}, mit dem Token als Authorization: Bearer oder als X-Interdesk-Token.",
    },
    {
      en: "Compare its body with the paths in the settings, and change them where they differ. What does not fit waits in quarantine with the place named, and can be replayed.",
      de: "Vergleichen Sie den Body mit den Pfaden in den Einstellungen, und ändern Sie diese, wo sie abweichen. Was nicht passt, wartet mit der Stelle in der Quarantäne und kann noch einmal verarbeitet werden.",
    },
    { en: "Map the names of your companies to clients.", de: "Ordnen Sie die Namen Ihrer Companies Kunden zu." },
  ],
} as const;
