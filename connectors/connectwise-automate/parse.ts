import type { Severity } from "../../schemas/alert.ts";
import { fail, succeed } from "../contract.ts";
import {
  buildEvent,
  joinKey,
  joinParagraphs,
  justAfter,
  lookUp,
  type MonitorDelivery,
  needField,
  parseLocal,
  type Parsed,
  readFields,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const fieldNames = [
  "monitor_name",
  "status",
  "field",
  "result",
  "client_id",
  "client",
  "location_id",
  "location",
  "computer_id",
  "computer",
  "alert_text",
  "severity",
  "ticket_category",
  "when",
] as const;

const expected = "a message of a script of ConnectWise Automate with the body of the setup text";

const conditions: ReadonlyMap<string, "firing" | "clear"> = new Map([
  ["FAILED", "firing"],
  ["SUCCESS", "clear"],
]);
/** Levels of an alert template. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["4", "critical"],
  ["3", "high"],
  ["2", "medium"],
  ["1", "info"],
]);

/** Found by computer, monitor and field; the success branch of one alert template ends what its failure branch began. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const options = { placeholder: /^(?:%\w+%|@\w+@)$/, loose: true };
  const given = readFields(body, { keys: fieldNames, expected, ...options });
  if (!given.ok) return given;
  const fields = given.value;
  const computer = needField(fields, "computer_id", expected);
  if (!computer.ok) return computer;
  const monitor = needField(fields, "monitor_name", expected);
  if (!monitor.ok) return monitor;
  const condition = lookUp(conditions, "status", (fields.status ?? "").trim().toUpperCase());
  if (!condition.ok) return condition;
  const severity = lookUp(severities, "severity", (fields.severity ?? "").trim());
  if (!severity.ok) return severity;
  const at = fields.when === undefined ? receivedAt : parseLocal(fields.when, settings.timeZone, receivedAt);
  if (!at)
    return fail({
      path: "when",
      expected: "YYYY-MM-DD HH:MM:SS",
      detail: `when: "${fields.when?.slice(0, 100)}" is no time.`,
    });
  const { field, result, computer: name, alert_text: text } = fields;
  const event = buildEvent({
    dedupKey: joinKey([computer.value, monitor.value, field ?? ""], "/"),
    condition: condition.value,
    severity: severity.value,
    titles: [`${[monitor.value, field].filter(Boolean).join(" ")} on ${name ?? computer.value}: ${fields.status}`],
    description: joinParagraphs([text, result && `Result: ${result}`]),
    raisedAt: at,
    clearedAt: justAfter(at),
    clientHint: fields[settings.clientField],
    resource: name ?? computer.value,
    service: monitor.value,
    labels: {
      computerId: computer.value,
      clientId: fields.client_id,
      location: fields.location,
      ticketCategory: fields.ticket_category,
    },
  });
  return succeed({ deliveryKey: null, items: [event] });
}
