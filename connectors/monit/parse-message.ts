import { fail, type Inbound, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  childText,
  joinKey,
  lookUp,
  parseEpoch,
  type Parsed,
  readXml,
  type XmlElement,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const expected = "a message of Monit for M/Monit";

const states: ReadonlyMap<string, "clear" | "firing" | "changed"> = new Map([
  ["0", "clear"],
  ["1", "firing"],
  ["2", "changed"],
]);

/** A message for M/Monit: the state of everything at each cycle, and the event that made it come, if any. */
export function parseMessage(text: string, settings: Settings): Parsed {
  const roots = readXml(text);
  if (!roots.ok) return roots;
  const [monit] = roots.value;
  const id = monit?.attributes.get("id") ?? "";
  if (monit?.name !== "monit" || id === "")
    return fail({ path: "monit.id", expected, detail: "It does not say which Monit it comes from." });
  const server = monit.children.find(({ name }) => name === "server");
  const host = server && childText(server, "localhostname");
  const events = monit.children.filter(({ name }) => name === "event");
  if (events.length === 0) return buildNothing("A report of Monit that tells of no event.");
  const items: Inbound[] = [];
  const reasons: string[] = [];
  for (const [index, event] of events.entries()) {
    const reading = readEvent(event, { id, host, path: `event.${index}`, settings });
    if (!reading.ok) return reading;
    if (typeof reading.value === "string") reasons.push(reading.value);
    else items.push(reading.value);
  }
  return items.length > 0 ? succeed({ deliveryKey: null, items }) : buildNothing(reasons.join(" "));
}

interface Sender {
  id: string;
  host: string | undefined;
  path: string;
  settings: Settings;
}

/** @returns the event, or why it is none */
function readEvent(event: XmlElement, { id, host, path, settings }: Sender): Result<Inbound | string, ParseProblem> {
  const service = childText(event, "service");
  const bit = childText(event, "id") ?? "";
  const message = childText(event, "message") ?? "";
  const at = parseEpoch(childText(event, "collected_sec") ?? "", "s");
  if (service === undefined) return missing(`${path}.service`);
  if (!/^\d{1,10}$/.test(bit)) return missing(`${path}.id`);
  if (!at) return missing(`${path}.collected_sec`);
  const state = lookUp(states, `${path}.state`, childText(event, "state") ?? "");
  if (!state.ok) return state;
  // A start, a stop, or something that is not what it was: neither a failure nor a recovery.
  if (state.value === "changed") return succeed(`Monit told of a change of ${service}: ${message}.`);
  return succeed(
    buildEvent({
      dedupKey: joinKey([id, service, bit], "/"),
      condition: state.value,
      severity: settings.severity,
      titles: [host ? `${service} on ${host}: ${message}` : `${service}: ${message}`],
      description: message,
      raisedAt: at,
      clientHint: host,
      resource: host,
      service,
      labels: { monitId: id, event: bit, type: childText(event, "type") },
    }),
  );
}

function missing(path: string): Result<never, ParseProblem> {
  return fail({ path, expected, detail: `${path} is not there, or is not what it should be.` });
}
