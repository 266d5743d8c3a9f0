import type { WindowEntry } from "../../schemas/configuration.ts";
import type { KnownWindow } from "./load-state.ts";

/** As {@link WindowEntry}, with nothing left out: two windows are the same when this is. */
export function toWindowEntry(window: KnownWindow) {
  const { kind, client, resource, service, startsAt, endsAt, recurrence, reason, owner } = window;
  return {
    kind,
    client,
    resource,
    service,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    recurrence,
    reason,
    owner,
  };
}

/** An entry of a file in that same shape. */
export function toComparable(entry: WindowEntry): ReturnType<typeof toWindowEntry> {
  const { kind, client, resource, service, startsAt, endsAt, recurrence, reason, owner } = entry;
  const instant = (text: string) => new Date(text).toISOString();
  const times = { startsAt: instant(startsAt), endsAt: endsAt === null ? null : instant(endsAt) };
  return { kind, client, resource, service, ...times, recurrence, reason, owner };
}

/** As people are told of it. */
export function nameWindow({ kind, client, reason }: Pick<WindowEntry, "kind" | "client" | "reason">): string {
  return `${kind} of ${client ?? "all clients"}: ${reason}`;
}
