import { z } from "zod";
import type { Severity } from "../../schemas/alert.ts";
import { succeed } from "../contract.ts";
import {
  buildEvent,
  joinParagraphs,
  lookUp,
  type MonitorDelivery,
  parseEpoch,
  type Parsed,
  readJson,
  Text,
} from "../monitor-kit.ts";
import type { Settings } from "./manifest.ts";

const Optional = Text.catch("");

/** Which other fields there are depends on the type of the check. */
const Payload = z.object({
  check_id: z.union([z.int().transform(String), Text.pipe(z.string().min(1).max(200))]),
  current_state: Text,
  check_name: Optional,
  check_type: Optional,
  check_params: z.object({ hostname: Optional, full_url: Optional }).catch({ hostname: "", full_url: "" }),
  tags: z.array(Text).catch([]),
  importance_level: Optional,
  state_changed_timestamp: z.number().catch(0),
  long_description: Optional,
  description: Optional,
  custom_message: Optional,
  first_probe: z.object({ location: Optional }).catch({ location: "" }),
  second_probe: z.object({ location: Optional }).catch({ location: "" }),
});
type Payload = z.infer<typeof Payload>;

/** Transaction checks have words of their own. */
const states: ReadonlyMap<string, "firing" | "clear"> = new Map([
  ["DOWN", "firing"],
  ["FAILING", "firing"],
  ["UP", "clear"],
  ["SUCCESS", "clear"],
]);

const severities: ReadonlyMap<string, Severity> = new Map([
  ["HIGH", "critical"],
  ["LOW", "medium"],
  // Like every alert here that says nothing of it.
  ["", "medium"],
]);

/** Pingdom has no id of an episode: what fires is found by its check. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const payload = readJson(body, Payload, { expected: "a webhook message of Pingdom" });
  if (!payload.ok) return payload;
  const facts = payload.value;
  const condition = lookUp(states, "current_state", facts.current_state.toUpperCase());
  if (!condition.ok) return condition;
  const severity = lookUp(severities, "importance_level", facts.importance_level.toUpperCase());
  if (!severity.ok) return severity;
  const name = facts.check_name || `Check ${facts.check_id}`;
  const probes = [facts.first_probe.location, facts.second_probe.location].filter(Boolean);
  const event = buildEvent({
    dedupKey: facts.check_id,
    condition: condition.value,
    severity: severity.value,
    titles: [`${name}: ${facts.current_state}`],
    description: joinParagraphs([
      facts.long_description || facts.description,
      facts.custom_message,
      probes.length > 0 && `Seen from: ${probes.join("; ")}`,
      facts.check_params.full_url,
    ]),
    raisedAt: parseEpoch(facts.state_changed_timestamp, "s") ?? receivedAt,
    clientHint: clientOf(facts, settings),
    resource: facts.check_params.hostname || facts.check_name,
    service: facts.check_name,
    labels: { type: facts.check_type, tags: facts.tags.join(", ") },
  });
  return succeed({ deliveryKey: null, items: [event] });
}

function clientOf({ check_name, tags }: Payload, { clientField, clientTagPrefix }: Settings): string | undefined {
  if (clientField === "check_name") return check_name;
  return tags.find((tag) => tag.startsWith(clientTagPrefix))?.slice(clientTagPrefix.length);
}
