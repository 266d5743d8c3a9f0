import type { HubClient } from "../../server/cli/client.ts";
import { type IntakeWorld, useIntakeWorld } from "./intake-world.ts";

export interface Named {
  id: string;
}
interface Duty {
  start: string;
  end: string;
  person: Named | null;
  because: { by: string; layer?: string; note?: string; instead?: Named | null };
}
interface Who {
  version: number;
  schedules: {
    schedule: Named;
    person: Named | null;
    because: Duty["because"];
    since: string | null;
    until: string | null;
    covered: { person: Named | null } | null;
    next: { person: Named; from: string } | null;
  }[];
}
interface Shifts {
  schedules: { schedule: Named; shifts: Duty[]; gaps: Duty[]; layers: { layer: string; shifts: Duty[] }[] }[];
  doubleCover: { start: string; end: string; person: Named; schedules: Named[] }[];
}
/** What an override or a swap has made. */
export interface Made {
  id: string;
  parts: { effect: Duty[] }[];
}

/** A hub, and what it says of who is on duty. */
export interface DutyWorld {
  intake: IntakeWorld;
  api(): HubClient;
  who(query: Record<string, string>): Promise<Who>;
  shifts(query: Record<string, string>): Promise<Shifts>;
}

/** To be called once in a test file: the hub runs while its tests do. */
export function useDutyWorld(): DutyWorld {
  const intake = useIntakeWorld();
  const api = () => intake.world.api;
  return {
    intake,
    api,
    who: (query) => api().get(`/on-call/who?${new URLSearchParams(query)}`) as Promise<Who>,
    shifts: (query) => api().get(`/on-call/shifts?${new URLSearchParams(query)}`) as Promise<Shifts>,
  };
}

/** `2026-03-09T07:00 2026-03-09T16:00 anna`, in UTC. */
export const tell = ({ start, end, person }: Duty) =>
  `${start.slice(0, 16)} ${end.slice(0, 16)} ${person?.id ?? "nobody"}`;

/**
 * Anna and Ben have the nights in turn, from Monday to Monday at nine by the clocks of Berlin; Carl and Anna the days, of which
 * only Monday and Tuesday are covered. Anna begins with the nights of 2 March 2026, Carl with the days of that week.
 */
export const dutyPlanText = `people:
  - { id: anna, name: Anna Berg, language: de, timeZone: Europe/Berlin }
  - { id: ben, name: Ben Ott, timeZone: Europe/Berlin }
  - { id: carl, name: Carl Roth, timeZone: America/New_York }
schedules:
  - id: night
    name: Night duty
    timeZone: Europe/Berlin
    layers:
      - name: nights
        people: [anna, ben]
        rotation: { unit: week, weekday: monday, handOver: "09:00" }
        startsOn: 2026-03-02
  - id: day
    name: Day duty
    timeZone: Europe/Berlin
    layers:
      - name: days
        people: [carl, anna]
        rotation: { unit: week, weekday: monday, handOver: "08:00" }
        startsOn: 2026-03-02
        hours: { monday: [{ from: "08:00", to: "17:00" }], tuesday: [{ from: "08:00", to: "17:00" }] }
`;
