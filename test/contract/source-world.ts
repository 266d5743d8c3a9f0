import assert from "node:assert/strict";
import type { Monitor, RegisteredConnector, SourceAlert } from "../../connectors/contract.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import { createVendorHttp } from "../../connectors/http.ts";
import type { SourceReply, SourceSimulator } from "../../connectors/simulator-kit/source-simulator.ts";
import type { MonitorEvent } from "../../schemas/alert.ts";
import type { Json } from "../../schemas/json.ts";
import { readRequest } from "./monitor-recordings.ts";

export type Call = "acknowledge" | "unacknowledge" | "resolve";

export interface SourceContractOptions {
  connector: RegisteredConnector;
  start(): Promise<SourceSimulator>;
  /** Of the connection, beside the simulator's own. */
  settings?: Readonly<Record<string, Json>>;
  /**
   * Firing messages of two alerts or more, by file name; their handles are what the tool is given. Where all are of one alert,
   * `twin` makes another of each: what stands for its id, and what stands there instead.
   */
  recordings: { folder: URL; names: readonly string[]; twin?: readonly [id: string, other: string] };
  /** What the tool can; nothing else may be there. */
  calls: readonly Call[];
  lists: boolean;
  /** What a call says about an alert that the tool does not know; `ok` where it cannot tell. */
  unknown: "gone" | "ok";
  /** How the tool refuses a wrong credential, where that is no status 401. */
  unauthorized?: SourceReply;
  /** How it says that there are too many calls, where that is no status 429. */
  rateLimited?: SourceReply;
}

/** The firing events of recorded messages, without any secret of the sender. */
export function readFiring(
  connector: RegisteredConnector,
  { folder, names, twin }: SourceContractOptions["recordings"],
  settings: Readonly<Record<string, Json>> = {},
): readonly MonitorEvent[] {
  const { inbound } = connector.open({
    settings,
    secrets: {},
    secretVersions: [{}],
    maps: {},
    http: { request: () => assert.fail("a parser calls nobody"), redact: String },
    clock: { now: () => new Date() },
  });
  const events = names.flatMap((name) => {
    const { body, headers } = readRequest(folder, `${name}.json`);
    const lower = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
    const bodies = twin ? [body, body.replaceAll(...twin)] : [body];
    return bodies.flatMap((text) => {
      const parsed = inbound?.parse({ body: Buffer.from(text), headers: lower, receivedAt: new Date() });
      assert.ok(parsed?.ok, name);
      return parsed.value.items.flatMap((item) => (item.kind === "event" ? [item.event] : []));
    });
  });
  const firing = events.filter(({ condition }) => condition === "firing");
  return [...new Map(firing.map((event) => [event.dedupKey, event])).values()];
}

/** One alert as the engine tells its tool of it. @param number ends its marker, so that each has its own */
export function buildSourceAlert(event: Pick<MonitorEvent, "dedupKey" | "handle">, number: number): SourceAlert {
  const marker = `interdesk:00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
  const note = `Ticket T20261128.0042 (K7M2-QX4D) taken by J. Doe [${marker}]`;
  return { dedupKey: event.dedupKey, handle: event.handle ?? {}, marker, by: "J. Doe", note };
}

export function openMonitor(
  connector: RegisteredConnector,
  simulator: SourceSimulator,
  settings: Readonly<Record<string, Json>>,
  secrets: Readonly<Record<string, string>>,
) {
  const clock = { now: () => new Date() };
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address],
    secrets: Object.values(simulator.secrets),
    clock,
    random: () => 0,
  });
  const { monitor } = connector.open({ settings, secrets, secretVersions: [secrets], maps: {}, http, clock });
  return { monitor, close: () => http.close() };
}

/** A connected tool in which the alerts of these recordings fire, for what only it does. */
export function openSource(
  context: { after(run: () => Promise<void>): void },
  {
    connector,
    simulator,
    recordings,
    settings = {},
  }: Pick<SourceContractOptions, "connector" | "recordings" | "settings"> & { simulator: SourceSimulator },
): { monitor: Monitor; alerts: readonly SourceAlert[] } {
  context.after(() => simulator.close());
  const opened = openMonitor(connector, simulator, { ...simulator.settings, ...settings }, simulator.secrets);
  context.after(() => opened.close());
  const alerts = readFiring(connector, recordings, settings).map(buildSourceAlert);
  for (const alert of alerts) simulator.fire(alert);
  return { monitor: opened.monitor ?? assert.fail("it has credentials and no port"), alerts };
}
