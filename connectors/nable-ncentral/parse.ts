import type { Severity } from "../../schemas/alert.ts";
import { fail, type Inbound, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  buildEvent,
  childText,
  joinKey,
  joinParagraphs,
  justAfter,
  type MonitorDelivery,
  parseLocal,
  type Parsed,
  readText,
  readXml,
  type XmlElement,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const expected = "a notification of N-central in XML, with the keywords that the setup names";

/** Words in small letters. */
const states: ReadonlyMap<string, Severity | "fine"> = new Map([
  ["normal", "fine"],
  ["failed", "high"],
  ["warning", "medium"],
  ["no data", "low"],
  ["misconfigured", "low"],
  ["stale", "low"],
  ["disconnected", "low"],
]);
/** Services whose failure means that a device cannot be reached. */
const ofReach: ReadonlySet<string> = new Set(["connectivity", "agent status"]);

/** Several notifications may stand in one body, each with a declaration of its own. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const text = readText(body);
  if (!text.ok) return text;
  const roots = readXml(text.value);
  if (!roots.ok) return roots;
  const items: Inbound[] = [];
  for (const [index, root] of roots.value.entries()) {
    const event = toEvent(root, settings, receivedAt);
    if (!event.ok)
      return fail({ ...event.error, path: [...(index > 0 ? [String(index)] : []), event.error.path].join(".") });
    items.push(event.value);
  }
  return succeed({ deliveryKey: null, items });
}

/** Found by customer, device, service and task; the notification's own id lives for one episode. */
function toEvent(root: XmlElement, settings: Settings, receivedAt: Date): Result<Inbound, ParseProblem> {
  if (root.name !== "notification") return missing("notification");
  const read = (name: string) => childText(root, name);
  const customer = read("CustomerName");
  if (customer === undefined) return missing("CustomerName");
  const device = read("DeviceName") ?? read("DeviceURI");
  if (device === undefined) return missing("DeviceName");
  const service = read("AffectedService");
  if (service === undefined) return missing("AffectedService");
  const state = readState(root, "QualitativeNewState", service);
  if (!state.ok) return state;
  const at = readTime(root, settings, receivedAt);
  if (!at.ok) return at;
  const before = readState(root, "QualitativeOldState", service);
  const ended = before.ok && before.value !== "fine" ? before.value : "info";
  const task = read("TaskIdent");
  const by = read("AcknowledgementUser");
  const isAcknowledged = by !== undefined || read("AcknowledgementTime") !== undefined;
  return succeed(
    buildEvent({
      dedupKey: joinKey([customer, device, service, task ?? ""], "|"),
      episodeId: read("ActiveNotificationTriggerID"),
      condition: state.value === "fine" ? "clear" : "firing",
      severity: state.value === "fine" ? ended : state.value,
      titles: [`${[service, task].filter(Boolean).join(" ")} on ${device}: ${read("QualitativeNewState")}`],
      description: joinParagraphs([read("QuantitativeNewState"), read("NotificationTriggerName")]),
      raisedAt: at.value,
      clearedAt: justAfter(at.value),
      clientHint: read(settings.clientField),
      resource: device,
      service,
      url: read("RemoteControlLink"),
      labels: { task, address: read("DeviceURI"), customer, organization: read("ServiceOrganizationName") },
      ...(isAcknowledged ? { acknowledgement: { state: "set" as const, by } } : {}),
      byUs: settings.ourUser !== "" && by === settings.ourUser,
    }),
  );
}

function missing(name: string): Result<never, ParseProblem> {
  return fail({ path: name, expected, detail: `<${name}> is not there, or is empty.` });
}

function readState(root: XmlElement, name: string, service: string): Result<Severity | "fine", ParseProblem> {
  const word = childText(root, name);
  if (word === undefined) return missing(name);
  const meaning = states.get(word.toLowerCase());
  if (meaning === undefined)
    return fail({
      path: name,
      expected: `one of ${[...states.keys()].join(", ")}`,
      detail: `${name}: "${word.slice(0, 100)}" is not known.`,
    });
  return succeed(meaning === "high" && ofReach.has(service.toLowerCase()) ? "critical" : meaning);
}

/** All by N-central's clock; a notification without the keyword is as old as its receipt. */
function readTime(root: XmlElement, { timeZone }: Settings, receivedAt: Date): Result<Date, ParseProblem> {
  const text = childText(root, "TimeOfStateChange");
  if (text === undefined) return succeed(receivedAt);
  const date = parseLocal(text, timeZone, receivedAt);
  if (date) return succeed(date);
  const detail = `TimeOfStateChange: "${text.slice(0, 100)}" is no date and time.`;
  return fail({ path: "TimeOfStateChange", expected: "YYYY-MM-DD HH:MM:SS", detail });
}
