import type { Severity } from "../../schemas/alert.ts";
import { fail, type Inbound, type ParseProblem, type Result, succeed } from "../contract.ts";
import {
  buildEvent,
  childText,
  joinKey,
  joinParagraphs,
  type MonitorDelivery,
  type Parsed,
  type XmlElement,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";
import { find, findAll, readList } from "./read-list.ts";

/** A device and all that it belongs to. */
interface Device {
  client: XmlElement;
  site: XmlElement;
  device: XmlElement;
  kind: "server" | "workstation";
}

/** Where a device itself fails there is an element of this name with something in it. */
const deviceStates: readonly (readonly [name: string, words: string])[] = [
  ["offline", "offline"],
  ["overdue", "overdue"],
  ["unreachable", "unreachable"],
];

/** All that fails at one time: what an earlier list named and this one does not is over. */
export function parseList({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const answer = readList(body);
  if (!answer.ok) return answer;
  if ("refusal" in answer.value) {
    const { message } = answer.value.refusal;
    return fail({ path: "result.status", expected: "OK", detail: `N-sight did not answer: ${message}` });
  }
  const items: Inbound[] = [];
  for (const device of listDevices(answer.value.items)) {
    const events = readDevice(device, settings, receivedAt);
    if (!events.ok) return events;
    items.push(...events.value);
  }
  const scans = [{ resource: null, keyPrefix: "", at: receivedAt }];
  if (items.length > 0) return succeed({ deliveryKey: null, items, scans });
  return succeed({ deliveryKey: null, items, scans, nothing: "No check fails, and no device is offline." });
}

function listDevices(items: XmlElement): Device[] {
  return findAll(items, "client").flatMap((client) =>
    findAll(client, "site").flatMap((site) =>
      (["server", "workstation"] as const).flatMap((kind) =>
        findAll(site, `${kind}s`).flatMap((group) =>
          findAll(group, kind).map((device) => ({ client, site, device, kind })),
        ),
      ),
    ),
  );
}

function readDevice(at: Device, settings: Settings, receivedAt: Date): Result<Inbound[], ParseProblem> {
  const events: Inbound[] = [];
  const states = deviceStates.flatMap(([name, words]) => {
    const state = find(at.device, name);
    return state && (state.children.length > 0 || state.text !== "") ? [{ name, words, state }] : [];
  });
  for (const { name, words, state } of states) {
    const event = buildFailure(at, state, { id: name, title: words, severity: "critical" }, settings, receivedAt);
    if (!event.ok) return event;
    events.push(event.value);
  }
  for (const check of findAll(find(at.device, "failed_checks") ?? at.device, "check")) {
    const id = childText(check, "checkid");
    if (id === undefined) return missing("checkid");
    const title = childText(check, "description") ?? `check ${id}`;
    const event = buildFailure(at, check, { id, title, severity: "high" }, settings, receivedAt);
    if (!event.ok) return event;
    events.push(event.value);
  }
  return succeed(events);
}

interface Failure {
  /** The check's, or the name of the device's own state. */
  id: string;
  title: string;
  severity: Severity;
}

function buildFailure(
  { client, site, device, kind }: Device,
  failing: XmlElement,
  { id, title, severity }: Failure,
  { clientField }: Settings,
  receivedAt: Date,
): Result<Extract<Inbound, { kind: "event" }>, ParseProblem> {
  const [clientId, deviceId] = [childText(client, "clientid"), childText(device, "id")];
  if (clientId === undefined) return missing("clientid");
  if (deviceId === undefined) return missing("id");
  const name = childText(device, "name") ?? `${kind} ${deviceId}`;
  const since = [
    childText(failing, "startdate") ?? childText(failing, "date"),
    childText(failing, "starttime") ?? childText(failing, "time"),
  ].filter((part) => part !== undefined);
  return succeed(
    buildEvent({
      dedupKey: joinKey([clientId, kind, deviceId, id], "/"),
      condition: "firing",
      severity,
      titles: [`${title} on ${name}`],
      description: joinParagraphs([
        childText(failing, "formatted_output") ?? childText(failing, "description"),
        since.length > 0 && `Failing since ${since.join(" ")}, by the account's clock.`,
      ]),
      // A check that somebody cleared, and that is listed again, has its old start: the list says that it fires now.
      raisedAt: receivedAt,
      clientHint: clientField === "name" ? childText(client, "name") : clientId,
      resource: name,
      service: title,
      labels: {
        client: childText(client, "name"),
        clientId,
        site: childText(site, "name"),
        deviceKind: kind,
        deviceId,
        checkId: childText(failing, "checkid"),
        checkType: childText(failing, "check_type"),
        checkStatus: childText(failing, "checkstatus"),
      },
    }),
  );
}

function missing(path: string): Result<never, ParseProblem> {
  return fail({ path, expected: "a number", detail: `<${path}> is not there, or is empty.` });
}
