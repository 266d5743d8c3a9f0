import { z } from "zod";
import { clientFieldHelp, clientFieldOf, onClear, onClearHelp } from "../monitor-kit.ts";

/** What a word in the text of a status means. */
export const StatusMeaning = z.enum(["up", "down", "warning", "unusual", "paused", "unknown", "acknowledged"]);
export type StatusMeaning = z.infer<typeof StatusMeaning>;

const word = z.string().min(1).max(50);

export const Settings = z.strictObject({
  clientField: clientFieldOf(["group", "probe", "device", "sitename"]),
  statusWords: z.record(word, StatusMeaning).default({}),
  nowWord: word.default("now"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({});

export const manifest = {
  name: "prtg",
  title: "PRTG Network Monitor",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // A paused sensor sends none, and nothing is sent twice; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: clientFieldHelp,
    statusWords: {
      label: { en: "Words of the status", de: "Wörter für den Status" },
      help: {
        en: "Only for a PRTG that is not in English: each word of its status texts and what it means (up, down, warning, unusual, paused, unknown, acknowledged).",
        de: "Nur für ein PRTG, das nicht auf Englisch läuft: jedes Wort seiner Statustexte und was es bedeutet (up, down, warning, unusual, paused, unknown, acknowledged).",
      },
    },
    nowWord: {
      label: { en: "The word for now", de: "Wort für „jetzt“" },
      help: {
        en: "Only for a PRTG that is not in English: the word before the colon in “Down ended (now: Up)”.",
        de: "Nur für ein PRTG, das nicht auf Englisch läuft: das Wort vor dem Doppelpunkt in „Down ended (now: Up)“.",
      },
    },
    onClear: onClearHelp,
  },
  setupSteps: [
    {
      en: "Setup › Account Settings › Notification Templates › Add: Execute HTTP Action, URL {hookUrl}, method POST, and the setup text “Payload” as the payload. Set “Always notify ASAP” under Notification Summarization.",
      de: "Setup › Account Settings › Notification Templates › Add: Execute HTTP Action, URL {hookUrl}, Methode POST, und als Payload den Einrichtungstext „Payload“. Stellen Sie unter Notification Summarization „Always notify ASAP“ ein.",
    },
    {
      en: "On the root group add a state trigger that sends this template when a sensor is Down, again when it is Down for longer, with a repeat, and when the condition clears; likewise for Warning and Unusual as you like.",
      de: "Fügen Sie der Root-Gruppe einen State Trigger hinzu, der diese Vorlage sendet, wenn ein Sensor Down ist, noch einmal, wenn er länger Down ist, mit Wiederholung, und wenn der Zustand endet; ebenso nach Wunsch für Warning und Unusual.",
    },
    {
      en: "Map the names of your groups (or probes, if you chose so) to clients.",
      de: "Ordnen Sie die Namen Ihrer Gruppen (oder Probes, falls so gewählt) Kunden zu.",
    },
  ],
} as const;
