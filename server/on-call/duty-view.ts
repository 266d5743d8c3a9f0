import type { Duty, Shift } from "../../core/on-call/duty.ts";
import type { OnCall } from "../../core/on-call/find-on-call.ts";
import type { DutyPlan } from "../../schemas/escalation.ts";
import type { Override, OverrideId, Schedule } from "../../schemas/on-call.ts";

export interface Named {
  id: string;
  /** The id again where the plan has nobody of this id any more. */
  name: string;
}

/** Why somebody is on duty, or nobody. */
export type Reason =
  | { by: "layer"; layer: string }
  | { by: "noLayer" }
  | { by: "override"; override: OverrideId; madeBy: string; note: string; instead: Named | null };

/** Time in which somebody is on duty, or nobody; half-open. */
export interface DutyView {
  start: Date;
  end: Date;
  person: Named | null;
  because: Reason;
}

/** Who is on duty in a schedule at an instant. */
export interface OnDutyView {
  schedule: Named;
  timeZone: string;
  /** Null = nobody. */
  person: Named | null;
  because: Reason;
  /** Null = nobody ever was before. */
  since: Date | null;
  /** Null = for a year and more. */
  until: Date | null;
  /** Of an override: what was so before it was made. */
  covered: { person: Named | null; because: Reason } | null;
  /** Who follows, after a gap or not; null = nobody else within a year and more. */
  next: { person: Named; from: Date; because: Reason } | null;
}

/** Puts names and reasons in the place of ids. */
export interface DutyWords {
  person(id: string): Named;
  schedule(id: string): Named;
  /** @param duty.person tells the two halves of a swap apart, which have one id */
  reason(duty: Pick<Duty, "person" | "because">): Reason;
}

export function createWords({ people, schedules }: DutyPlan, overrides: readonly Override[]): DutyWords {
  const names = new Map<string, string>(people.map(({ id, name }) => [id, name]));
  const titles = new Map<string, string>(schedules.map(({ id, name }) => [id, name]));
  const made = Map.groupBy(overrides, ({ id }) => id);
  const person = (id: string) => ({ id, name: names.get(id) ?? id });
  return {
    person,
    schedule: (id) => ({ id, name: titles.get(id) ?? id }),
    reason: (duty) => {
      const { because } = duty;
      if (because.by !== "override") return because;
      const override = made.get(because.override)?.find((part) => part.person === duty.person);
      const instead = override?.instead ?? null;
      return {
        by: "override",
        override: because.override,
        madeBy: override?.by ?? "",
        note: override?.note ?? "",
        instead: instead === null ? null : person(instead),
      };
    },
  };
}

export function viewDuty(duty: Duty | Shift, words: DutyWords): DutyView {
  return { start: new Date(duty.start), end: new Date(duty.end), ...viewPerson(duty, words) };
}

function viewPerson(duty: Pick<Duty, "person" | "because">, words: DutyWords): Pick<DutyView, "person" | "because"> {
  return { person: duty.person === null ? null : words.person(duty.person), because: words.reason(duty) };
}

export function viewOnDuty({ id, timeZone }: Schedule, found: OnCall, words: DutyWords): OnDutyView {
  const { start, end, covered, next } = found;
  return {
    schedule: words.schedule(id),
    timeZone,
    ...viewPerson(found, words),
    since: start === null ? null : new Date(start),
    until: end === null ? null : new Date(end),
    covered: covered && viewPerson(covered, words),
    next: next && { person: words.person(next.person), from: new Date(next.start), because: words.reason(next) },
  };
}
