import type { SettingHelp } from "../contract.ts";
import { condition, type Kind, moment, severity, text } from "./kinds.ts";

/** What an expression can say of an alert; those that are needed must give a value. */
export const fields = {
  dedupKey: text,
  condition,
  severity,
  title: text,
  description: text,
  clientHint: text,
  resource: text,
  service: text,
  url: text,
  raisedAt: moment,
  clearedAt: moment,
  episodeId: text,
} as const satisfies Record<string, Kind<unknown>>;

export type FieldName = keyof typeof fields;
export const needed = ["dedupKey", "condition", "severity"] as const satisfies readonly FieldName[];

export const fieldHelp: Readonly<Record<FieldName | "leaveOut", SettingHelp>> = {
  dedupKey: {
    label: { en: "Key", de: "Schlüssel" },
    help: {
      en: "An expression in CEL that gives what finds the alert: the same for its beginning, repeats and end.",
      de: "Ein Ausdruck in CEL, der ergibt, woran der Alarm erkannt wird: derselbe für Beginn, Wiederholungen und Ende.",
    },
  },
  condition: {
    label: { en: "Condition", de: "Zustand" },
    help: {
      en: 'Whether it fires: true or "firing", false or "clear", such as item.state != "ok".',
      de: 'Ob er aktiv ist: true oder "firing", false oder "clear", etwa item.state != "ok".',
    },
  },
  severity: {
    label: { en: "Severity", de: "Schwere" },
    help: {
      en: 'How bad it is: critical, high, medium, low or info, such as {"P1": "critical"}[?item.priority].orValue("medium").',
      de: 'Wie schlimm es ist: critical, high, medium, low oder info, etwa {"P1": "critical"}[?item.priority].orValue("medium").',
    },
  },
  title: {
    label: { en: "Title", de: "Titel" },
    help: {
      en: "What the ticket is called; the key, if it gives nothing.",
      de: "Wie das Ticket heißt; der Schlüssel, wenn der Ausdruck nichts ergibt.",
    },
  },
  description: { label: { en: "Description", de: "Beschreibung" }, help: { en: "More words.", de: "Mehr Worte." } },
  clientHint: {
    label: { en: "Client", de: "Kunde" },
    help: {
      en: "What names the customer. Map its values to clients.",
      de: "Was den Kunden nennt. Ordnen Sie die Werte Kunden zu.",
    },
  },
  resource: { label: { en: "Host", de: "Host" }, help: { en: "The host or device.", de: "Der Host oder das Gerät." } },
  service: { label: { en: "Service", de: "Dienst" }, help: { en: "The service.", de: "Der Dienst." } },
  url: {
    label: { en: "Link", de: "Link" },
    help: { en: "Where to look in the tool.", de: "Wo man im Werkzeug nachsieht." },
  },
  raisedAt: {
    label: { en: "Began", de: "Beginn" },
    help: {
      en: "Since when it fires: a time with its zone, or seconds or milliseconds since 1970; when it came, if it gives nothing.",
      de: "Seit wann er aktiv ist: eine Zeit mit ihrer Zone, oder Sekunden oder Millisekunden seit 1970; wann es ankam, wenn der Ausdruck nichts ergibt.",
    },
  },
  clearedAt: {
    label: { en: "Ended", de: "Ende" },
    help: {
      en: "When it ended; when the message of the end came, if it gives nothing.",
      de: "Wann er endete; wann die Nachricht vom Ende kam, wenn der Ausdruck nichts ergibt.",
    },
  },
  episodeId: {
    label: { en: "Episode", de: "Episode" },
    help: {
      en: "The tool's own id of this time that it fires: the same from beginning to end, another the next time.",
      de: "Die Kennung des Werkzeugs für dieses eine Mal: dieselbe von Beginn bis Ende, beim nächsten Mal eine andere.",
    },
  },
  leaveOut: {
    label: { en: "Left out", de: "Ausgelassen" },
    help: {
      en: 'What opens nothing, and why: a list of {"when": an expression that says true or false, "reason": words}.',
      de: 'Was nichts eröffnet, und warum: eine Liste von {"when": ein Ausdruck, der wahr oder falsch ergibt, "reason": Worte}.',
    },
  },
};
