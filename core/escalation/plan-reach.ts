import type { Person } from "../../schemas/on-call.ts";
import type { Priority } from "../../schemas/ticket.ts";
import { weekdays } from "../../schemas/calendar.ts";
import { clockFor } from "../on-call/list-turns.ts";
import type { Target } from "./list-recipients.ts";

/** One message on one way, and not before an instant (epoch ms). */
export interface Reach {
  connection: string;
  channel: string;
  address: string;
  at: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The ways on which somebody is told, in their order. Quiet hours move all of them on; never for priority 1. */
export function planReach(target: Target, priority: Priority, now: number): readonly Reach[] {
  if (target.kind === "place") {
    const { connection, channel, address } = target;
    return [{ connection, channel, address, at: now }];
  }
  const from = priority === 1 ? now : findQuietEnd(target.person, now);
  let after = 0;
  return target.person.channels.map(({ connection, channel, address, afterMinutes }) => {
    after = afterMinutes ?? after;
    return { connection, channel, address, at: from + after * minuteMs };
  });
}

/** When quiet hours that are on end; `now` where none are. */
function findQuietEnd({ quietHours, timeZone }: Person, now: number): number {
  if (!quietHours) return now;
  const clock = clockFor(timeZone, now - 3 * dayMs, now + 3 * dayMs);
  const today = Math.floor(now / dayMs) * dayMs;
  for (const date of [-2, -1, 0, 1].map((days) => today + days * dayMs)) {
    const weekday = weekdays[(((date / dayMs + 3) % 7) + 7) % 7];
    if (quietHours.days && weekday && !quietHours.days.includes(weekday)) continue;
    const next = quietHours.to > quietHours.from ? date : date + dayMs;
    const [start, end] = [clock.first(date + toMs(quietHours.from)), clock.first(next + toMs(quietHours.to))];
    if (start <= now && now < end) return end;
  }
  return now;
}

const toMs = (time: string) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minuteMs;
