import { z } from "zod";
import type { ExpressionVariables } from "../../core/expressions/compile-expression.ts";
import { fieldHelp, mappingSettings } from "../event-mapping.ts";
import { lostAfterHours, onClear, onClearHelp } from "../monitor-kit.ts";

/** `mail` is what stands in `read-mail.ts`; the others are what its subject says by the words of the settings. */
export const variables: ExpressionVariables = { mail: "dyn", key: "string", state: "string", severity: "string" };

const defaults = {
  dedupKey: 'mail.from + " " + (key == "" ? mail.subject : key)',
  condition: "state",
  severity: "severity",
  title: "mail.subject",
  description: "mail.text",
  raisedAt: "mail.date",
  clearedAt: "mail.date",
} as const;

const problemWords = [
  "down",
  "problem",
  "critical",
  "error",
  "warning",
  "failed",
  "failure",
  "firing",
  "triggered",
  "offline",
  "unreachable",
  "unknown",
  "not ok",
];

const words = z
  .array(
    z
      .string()
      .regex(/[\p{L}\p{N}]/u, "expected a word")
      .max(50),
  )
  .max(50);

export const Settings = z.strictObject({
  ...mappingSettings(variables, defaults),
  clearWords: words.default(["resolved", "recovery", "recovered", "cleared", "back to normal", "solved"]),
  fineWords: words.default(["ok", "up", "normal", "clear", "closed", "success", "successful", "online"]),
  problemWords: words.default(problemWords),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({});

export const manifest = {
  name: "email",
  title: "E-mail, from any tool",
  kind: "monitor",
  capabilities: ["webhook", "mail"],
  contentTypes: ["message/rfc822"],
  keepHeaders: ["x-envelope-from"],
  // Nothing is known of the sender, and mail is lost in many places.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  signsBy: "the address alone",
  settings: Settings,
  secrets: Secrets,
  help: {
    ...fieldHelp,
    clearWords: {
      label: { en: "Words of an end", de: "Wörter für ein Ende" },
      help: {
        en: "A subject with one of them is the end of its alert, whatever else it says. Whole words, in any case.",
        de: "Ein Betreff mit einem davon ist das Ende seines Alarms, was er auch sonst sagt. Ganze Wörter, groß oder klein.",
      },
    },
    fineWords: {
      label: { en: "Words of fine states", de: "Wörter für gute Zustände" },
      help: {
        en: "A subject with one of them is an end too, unless it also holds a word of a problem.",
        de: "Ein Betreff mit einem davon ist auch ein Ende, außer er enthält zugleich ein Wort für ein Problem.",
      },
    },
    problemWords: {
      label: { en: "Words of problems", de: "Wörter für Probleme" },
      help: {
        en: "With the others they are left out of the key, so that the mail of an end finds the alert of its beginning.",
        de: "Wie die anderen bleiben sie aus dem Schlüssel heraus, damit die Mail vom Ende den Alarm von ihrem Beginn findet.",
      },
    },
    onClear: onClearHelp,
  },
  setupSteps: [
    {
      en: "Let the tool send its mails to {mailAddress}, or to prefix+{mailAddress}. Whoever knows the address can deliver, so keep it to yourself.",
      de: "Lassen Sie das Werkzeug seine Mails an {mailAddress} oder an prefix+{mailAddress} senden. Wer die Adresse kennt, kann liefern; halten Sie sie geheim.",
    },
    {
      en: "Where mail cannot come to this hub itself, let your mail server pass it on: post the whole message as message/rfc822 to {hookUrl}.",
      de: "Wo Mail diesen Hub nicht selbst erreicht, lassen Sie Ihren Mailserver sie weiterreichen: die ganze Nachricht als message/rfc822 per POST an {hookUrl}.",
    },
    {
      en: "Let the tool send a problem and its end, and look at both deliveries: the same key, firing and clear. Else set the words, or write expressions over mail, key, state and severity.",
      de: "Lassen Sie das Werkzeug ein Problem und sein Ende senden, und sehen Sie sich beide Lieferungen an: derselbe Schlüssel, firing und clear. Sonst setzen Sie die Wörter, oder schreiben Ausdrücke über mail, key, state und severity.",
    },
    {
      en: 'Write an expression for the client, such as mail.headers[?"x-client"], and map what it gives; or give the connection a client of its own.',
      de: 'Schreiben Sie einen Ausdruck für den Kunden, etwa mail.headers[?"x-client"], und ordnen Sie zu, was er ergibt; oder geben Sie der Verbindung einen eigenen Kunden.',
    },
  ],
} as const;
