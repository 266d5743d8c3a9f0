import { readFile } from "node:fs/promises";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { type DeskSetup, type DeskWorld, type DeskWorldOptions, openDeskWorld } from "../../support/desk-world.ts";
import type { ScenarioContext } from "../scenario.ts";
import { describeDesk, startDesk } from "./desks.ts";

export const bearerToken = "test-token-not-secret";
export type Severity = "critical" | "warning" | "minor";

export interface FiredAlert {
  /** Its fingerprint, and the title of its ticket. */
  name: string;
  severity?: Severity;
  client?: string;
  /** When it began; as recorded unless given. */
  startsAt?: Date;
  /** When it ended; it fires unless given. */
  endsAt?: Date;
}

/** One hub between a monitor and one desk. */
export interface MonitoredWorld {
  world: DeskWorld;
  desk: DeskSimulator;
  /** Delivers these alerts in one request, as a recorded Alertmanager does. @returns status and delivery */
  fire(alerts: readonly FiredAlert[]): Promise<{ status: number; deliveryId: string | null }>;
}

/** A desk, and an Alertmanager whose customer `acme-dental` is the desk's first one. */
export async function openMonitored(
  context: ScenarioContext,
  options: DeskWorldOptions & { setup?: Partial<DeskSetup>; mapped?: boolean } = {},
): Promise<MonitoredWorld> {
  const { setup, mapped = true, ...rest } = options;
  const desk = setup?.desk ?? (await startDesk());
  const world = await openDeskWorld(context, { psa: describeDesk(desk, setup) }, rest);
  const { hookUrl } = (await world.api.post("/connections", {
    name: "prometheus",
    connector: "alertmanager",
    secrets: { bearerToken },
  })) as { hookUrl: string };
  if (mapped) await mapAlerts({ world, desk });
  return { world, desk, fire: (alerts) => buildBody(alerts).then((body) => deliver(hookUrl, body)) };
}

/** From now on the monitor's `acme-dental` is known. */
export async function mapAlerts({ world, desk }: Pick<MonitoredWorld, "world" | "desk">): Promise<void> {
  const client = desk.clients[0]?.name ?? "Acme Dental";
  await world.api.post("/client-map", { connection: "prometheus", externalId: "acme-dental", client });
}

const recording = new URL("../../../connectors/alertmanager/recordings/01-firing-single.json", import.meta.url);

/** The recorded request of a real Alertmanager, with these alerts in the place of its own. */
export async function buildBody(alerts: readonly FiredAlert[]): Promise<string> {
  const { request } = JSON.parse(await readFile(recording, "utf8")) as { request: { body: string } };
  const body = JSON.parse(request.body) as { alerts: { labels: object; annotations: object }[] };
  const [first] = body.alerts;
  const items = alerts.map(({ name, severity = "critical", client = "acme-dental", startsAt, endsAt }) => ({
    ...first,
    ...(startsAt && { startsAt: startsAt.toISOString() }),
    ...(endsAt && { status: "resolved", endsAt: endsAt.toISOString() }),
    labels: { ...first?.labels, alertname: name, client, instance: `host-${name}`, severity },
    annotations: { ...first?.annotations, summary: name },
    fingerprint: name,
  }));
  return JSON.stringify({ ...body, alerts: items });
}

async function deliver(url: string, body: string): Promise<{ status: number; deliveryId: string | null }> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${bearerToken}` };
  const answer = await fetch(url, { method: "POST", headers, body });
  const { deliveryId } = (await answer.json().catch(() => ({}))) as { deliveryId?: string };
  return { status: answer.status, deliveryId: deliveryId ?? null };
}
