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
    label: "Key",
    help: "An expression in CEL that gives what finds the alert: the same for its beginning, repeats and end.",
  },
  condition: {
    label: "Condition",
    help: 'Whether it fires: true or "firing", false or "clear", such as item.state != "ok".',
  },
  severity: {
    label: "Severity",
    help: 'How bad it is: critical, high, medium, low or info, such as {"P1": "critical"}[?item.priority].orValue("medium").',
  },
  title: { label: "Title", help: "What the ticket is called; the key, if it gives nothing." },
  description: { label: "Description", help: "More words." },
  clientHint: { label: "Client", help: "What names the customer. Map its values to clients." },
  resource: { label: "Host", help: "The host or device." },
  service: { label: "Service", help: "The service." },
  url: { label: "Link", help: "Where to look in the tool." },
  raisedAt: {
    label: "Began",
    help: "Since when it fires: a time with its zone, or seconds or milliseconds since 1970; when it came, if it gives nothing.",
  },
  clearedAt: { label: "Ended", help: "When it ended; when the message of the end came, if it gives nothing." },
  episodeId: {
    label: "Episode",
    help: "The tool's own id of this time that it fires: the same from beginning to end, another the next time.",
  },
  leaveOut: {
    label: "Left out",
    help: 'What opens nothing, and why: a list of {"when": an expression that says true or false, "reason": words}.',
  },
};
