import { z } from "zod";
import { selectHeaders } from "../../connectors/contract.ts";
import { parseSafely } from "../../core/flows/parse-safely.ts";
import { type IntakePlace, routeEvents } from "../../core/flows/route-events.ts";
import { compileRules } from "../../core/intake/compile-rules.ts";
import { describeRoute } from "../../core/intake/compare-routes.ts";
import type { Because } from "../../core/intake/route.ts";
import type { RuleNote } from "../../core/intake/route-event.ts";
import { AlertAcknowledgement, MonitorEvent } from "../../schemas/alert.ts";
import type { IntakeRules } from "../../schemas/intake-rules.ts";
import type { Json } from "../../schemas/json.ts";
import { AppError } from "../api/problem.ts";
import { GivenInstant } from "../api/shapes/common.ts";
import type { OpenConnection } from "../connections/open-connections.ts";
import { listConnections } from "../db/list-connections.ts";
import { readBodies } from "../db/rules.ts";
import type { RuleServiceDeps } from "./rule-service.ts";

/** An event as JSON carries it, with instants as texts. */
export const TypedEvent = z
  .strictObject({
    ...MonitorEvent.shape,
    raisedAt: GivenInstant,
    clearedAt: GivenInstant.nullable(),
    acknowledgement: AlertAcknowledgement.strict().optional(),
  })
  .partial({
    episodeId: true,
    description: true,
    clearedAt: true,
    clientHint: true,
    resource: true,
    service: true,
    url: true,
    labels: true,
    heartbeat: true,
  });

/** What is asked about: an event, the body of a request to a connection, or a delivery that was stored. */
export type ExplainInput =
  | { kind: "event"; connection: string; event: z.infer<typeof TypedEvent> }
  | { kind: "request"; connection: string; headers: Record<string, string>; body: string }
  | { kind: "delivery"; id: string };

export interface ExplainedEvent {
  event: MonitorEvent;
  connection: string;
  client: { name: Json; by: string; detail: string };
  /** What becomes of it. */
  result: Readonly<Record<string, Json>>;
  because: readonly Because[];
  /** Each rule, in order, with what it did. */
  rules: readonly RuleNote[];
}

export async function explainEvents(
  deps: RuleServiceDeps,
  input: ExplainInput,
  rules: IntakeRules,
): Promise<readonly ExplainedEvent[]> {
  const compiled = compileRules(rules);
  if (!compiled.ok) throw new AppError("invalid", "The rules cannot be used.");
  const { opened, events } = await readInput(deps, input);
  const notes = events.map((): RuleNote[] => []);
  const routes = await deps.unit.inTenant(deps.tenantId, (stores) =>
    routeEvents(stores, compiled.value, placeOf(opened), events, (index, note) => notes[index]?.push(note)),
  );
  return events.flatMap((event, index) => {
    const route = routes[index];
    if (!route) return [];
    const result = describeRoute(route, event);
    const { by, detail } = route.client;
    const client = { name: result["client"] ?? null, by, detail };
    return [
      { event, connection: opened.connection.name, client, result, because: route.because, rules: notes[index] ?? [] },
    ];
  });
}

export function placeOf({ connection }: Pick<OpenConnection, "connection">): IntakePlace {
  const { id, name, connector, defaultClientId } = connection;
  return { connectionId: id, connection: { name, connector, defaultClientId } };
}

interface ReadInput {
  opened: OpenConnection;
  events: readonly MonitorEvent[];
}

async function readInput(deps: RuleServiceDeps, input: ExplainInput): Promise<ReadInput> {
  if (input.kind === "delivery") {
    const [delivery] = await readBodies(deps.db, deps.tenantId, { id: input.id });
    const opened = delivery && (await deps.open.open(deps.tenantId, delivery.connectionId));
    if (!opened) throw new AppError("notFound", "There is no such delivery of a monitoring tool.");
    return { opened, events: await mustParse(opened, delivery) };
  }
  const found = (await listConnections(deps.db, deps.tenantId)).find(({ name, id }) =>
    [name, id].includes(input.connection),
  );
  const opened = found && (await deps.open.open(deps.tenantId, found.id));
  if (!opened) throw new AppError("notFound", `There is no connection "${input.connection}".`);
  if (input.kind === "event") return { opened, events: [completeEvent(input.event)] };
  const { keepHeaders } = opened.connector.manifest;
  const headers = selectHeaders(input.headers, keepHeaders);
  return {
    opened,
    events: await mustParse(opened, { headers, body: Buffer.from(input.body), receivedAt: deps.clock.now() }),
  };
}

function completeEvent(event: z.infer<typeof TypedEvent>): MonitorEvent {
  const unknown = {
    episodeId: null,
    description: null,
    clearedAt: null,
    clientHint: null,
    resource: null,
    service: null,
  };
  return MonitorEvent.parse({ ...unknown, url: null, labels: {}, heartbeat: false, ...event });
}

type Given = Parameters<NonNullable<OpenConnection["instance"]["inbound"]>["parse"]>[0];

/** Events of a request, in order. @throws AppError `invalid` with the place, where it cannot be read */
async function mustParse(opened: OpenConnection, given: Given): Promise<readonly MonitorEvent[]> {
  const { inbound } = opened.instance;
  if (!inbound) throw new AppError("invalid", `The connection "${opened.connection.name}" takes no deliveries.`);
  const parsed = await parseSafely(inbound, given);
  if (!parsed.ok) throw new AppError("invalid", `${parsed.error.detail} Expected ${parsed.error.expected}.`);
  return parsed.value.items.flatMap((item) => (item.kind === "event" ? [item.event] : []));
}
