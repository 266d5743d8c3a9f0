import { createSteps } from "../../core/expressions/count-steps.ts";
import { type Inbound, succeed } from "../contract.ts";
import { compileMapping, mapEvent, type Mapping } from "../event-mapping.ts";
import { buildNothing, joinKey, type MonitorDelivery, type Parsed } from "../monitor-kit.ts";
import { type Settings, variables } from "./manifest.ts";
import { type CloudEvent, readEvents } from "./read-events.ts";

/** For all expressions of one delivery together. */
const mostSteps = 500_000;

/** An instance keeps the object of its settings as long as it lives, so that each is compiled once. */
const compiled = new WeakMap<Settings, Mapping>();

/** Source and id make an event unique; of a batch there is no such key, so that each event is known by its own state alone. */
export function parsePayload({ body, headers, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readEvents(body, headers);
  if (!given.ok) return given;
  const mapping = compiled.get(settings) ?? compileMapping(settings, variables);
  compiled.set(settings, mapping);
  const steps = createSteps(mostSteps);
  const { mode } = given.value;
  const events = mode === "single" ? [given.value.event] : given.value.events;
  const items: Inbound[] = [];
  const reasons = new Set<string>();
  for (const [index, values] of events.entries()) {
    const place = mode === "single" ? "" : `${index}.`;
    const mapped = mapEvent(mapping, { values: { ...values }, place, receivedAt, steps });
    if (!mapped.ok) return mapped;
    if ("leftOut" in mapped.value) reasons.add(mapped.value.leftOut);
    else items.push(mapped.value);
  }
  const deliveryKey = mode === "single" ? keyOf(given.value.event) : null;
  if (items.length > 0) return succeed({ deliveryKey, items });
  return buildNothing([...reasons].join(" ") || "The batch is empty.", deliveryKey);
}

function keyOf({ event }: CloudEvent): string {
  return joinKey([String(event["source"]), String(event["id"])], " ");
}
