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
      label: "Words of an end",
      help: "A subject with one of them is the end of its alert, whatever else it says. Whole words, in any case.",
    },
    fineWords: {
      label: "Words of fine states",
      help: "A subject with one of them is an end too, unless it also holds a word of a problem.",
    },
    problemWords: {
      label: "Words of problems",
      help: "With the others they are left out of the key, so that the mail of an end finds the alert of its beginning.",
    },
    onClear: onClearHelp,
  },
  setupSteps: [
    "Let the tool send its mails to {mailAddress}, or to prefix+{mailAddress}. Whoever knows the address can deliver, so keep it to yourself.",
    "Where mail cannot come to this hub itself, let your mail server pass it on: post the whole message as message/rfc822 to {hookUrl}.",
    "Let the tool send a problem and its end, and look at both deliveries: the same key, firing and clear. Else set the words, or write expressions over mail, key, state and severity.",
    'Write an expression for the client, such as mail.headers[?"x-client"], and map what it gives; or give the connection a client of its own.',
  ],
} as const;
