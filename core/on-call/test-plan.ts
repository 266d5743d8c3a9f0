import type { z } from "zod";
import { type Weekday, weekdays } from "../../schemas/calendar.ts";
import { Layer, Override, Schedule } from "../../schemas/on-call.ts";
import type { Duty } from "./duty.ts";

type LayerInput = z.input<typeof Layer>;

export const at = (text: string) => Date.parse(text);
export const on = (days: readonly Weekday[], ...hours: readonly { from: string; to: string }[]) =>
  Object.fromEntries(days.map((day) => [day, hours]));
export const workdays = weekdays.slice(0, 5);

/** A layer that goes from Anna to Ben each day at nine, unless said otherwise. */
export function layer(given: Partial<LayerInput> = {}): Layer {
  const usual = { name: "daily", people: ["anna", "ben"], startsOn: "2026-03-02" };
  return Layer.parse({ ...usual, rotation: { unit: "day", handOver: "09:00" }, ...given });
}

/** A schedule in Berlin, unless said otherwise. */
export function schedule(layers: readonly Layer[], given: { id?: string; timeZone?: string } = {}): Schedule {
  return Schedule.parse({ id: "night", name: "Night duty", timeZone: "Europe/Berlin", layers, ...given });
}

/** @param act the same digit for what was made together */
export function override(act: number, from: string, to: string, given: Partial<z.input<typeof Override>>): Override {
  const id = `00000000-0000-4000-8000-00000000000${act}`;
  const times = { from: addSeconds(from), to: addSeconds(to) };
  return Override.parse({ id, schedule: "night", ...times, person: null, by: "Dora", ...given });
}

const addSeconds = (time: string) => time.replace(/T\d\d:\d\d(?=Z|\+)/, "$&:00");

/** Duties as a person would note them: `03-02T08:00 03-03T08:00 anna daily`, in UTC; of an override the last digit of its id. */
export function tell(duties: readonly Duty[]): string[] {
  return duties.map(({ start, end, person, because }) =>
    [...[start, end].map(writeTime), person ?? "nobody", tellBecause(because)].join(" "),
  );
}

export function tellBecause(because: Duty["because"]): string {
  if (because.by === "layer") return because.layer;
  return because.by === "override" ? `#${because.override.slice(-1)}` : because.by;
}

const writeTime = (instant: number) => new Date(instant).toISOString().slice(5, 16);
