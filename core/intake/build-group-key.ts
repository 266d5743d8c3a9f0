import type { ConfigurationItem } from "../../schemas/configuration-item.ts";
import type { GroupPreset } from "../../schemas/intake-rules.ts";
import { type EventFacts, readFact } from "./event-facts.ts";

/**
 * The group of an event within its client, by what people usually group by.
 *
 * @returns null where the event does not name what the group is made of
 */
export function buildGroupKey(preset: GroupPreset, facts: EventFacts, item: ConfigurationItem | null): string | null {
  if (preset === "clientDevice") {
    const device = item === null ? readFact(facts, "event.resource").toLowerCase() : item.id;
    return device === "" ? null : JSON.stringify(["device", device]);
  }
  const site = (siteOf(facts) || siteAbove(item)).toLowerCase();
  const service = readFact(facts, "event.service").toLowerCase();
  return service === "" ? null : JSON.stringify(["service", site, service]).slice(0, 500);
}

function siteOf(facts: EventFacts): string {
  return readFact(facts, "event.labels.site") || readFact(facts, "event.labels.location");
}

/** The nearest site that the item belongs to; empty = none is known, and the client counts as one. */
function siteAbove(item: ConfigurationItem | null): string {
  return item?.parents.find(({ kind }) => kind.toLowerCase() === "site")?.name ?? "";
}
