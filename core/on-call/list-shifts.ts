import type { Override, Schedule } from "../../schemas/on-call.ts";
import { buildTimeline } from "./build-timeline.ts";
import type { Gap, Shift } from "./duty.ts";
import { clockFor, listTurns } from "./list-turns.ts";

/**
 * Who is on duty when, and why.
 *
 * @param overrides oldest first; those of other schedules are left out
 * @param from epoch ms
 * @param to epoch ms
 * @returns sorted, without overlaps, cut at `from` and `to`; a person's turns that touch are one shift of one reason
 */
export function listShifts(schedule: Schedule, overrides: readonly Override[], from: number, to: number): Shift[] {
  return buildTimeline(schedule, overrides, from, to).filter((duty) => duty.person !== null);
}

/** When nobody is on duty, and whether no layer is or an override has it so; as `listShifts` otherwise. */
export function listGaps(schedule: Schedule, overrides: readonly Override[], from: number, to: number): Gap[] {
  return buildTimeline(schedule, overrides, from, to).filter((duty) => duty.person === null);
}

/** Who would be on duty by each layer alone, in the order of the layers: what a schedule is drawn from. */
export function listLayers(schedule: Schedule, from: number, to: number): { layer: string; shifts: Shift[] }[] {
  const clock = clockFor(schedule.timeZone, from, to);
  return schedule.layers.map((layer) => ({
    layer: layer.name,
    shifts: listTurns(layer, schedule.timeZone, clock, from, to),
  }));
}
