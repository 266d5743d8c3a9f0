import { z } from "zod";
import { buildTimeline } from "../../core/on-call/build-timeline.ts";
import { checkOverride } from "../../core/on-call/check-plan.ts";
import type { DutyPlan } from "../../schemas/escalation.ts";
import { Override, OverrideId, PersonId } from "../../schemas/on-call.ts";
import { AppError } from "../api/problem.ts";
import { addAudit } from "../db/admin.ts";
import { insertOverrides, listOverrides, removeOverrides } from "../db/duty-overrides.ts";
import { withTenant } from "../db/tenant.ts";
import { createWords, type DutyView, type Named, viewDuty } from "./duty-view.ts";
import { type DutyDeps, findSchedule, readDuty, readOverrides } from "./load-duty.ts";
import { checkRange, type Range, readTime } from "./read-time.ts";
import { actorNow } from "../access/acting.ts";

const Time = z.string().min(1).max(50);
const Note = z.string().trim().max(500).default("");
const ScheduleName = z.string().min(1).max(100);

export const OverrideRequest = z.strictObject({
  schedule: ScheduleName,
  from: Time,
  to: Time,
  /** Null = nobody is on duty. */
  person: PersonId.nullable(),
  instead: PersonId.nullable().default(null),
  note: Note,
});
type OverrideRequest = z.infer<typeof OverrideRequest>;

/** What one person gives to another, and what for. */
export const SwapRequest = z.strictObject({
  schedule: ScheduleName,
  person: PersonId,
  from: Time,
  to: Time,
  with: z.strictObject({
    schedule: ScheduleName.optional(),
    person: PersonId,
    from: Time.optional(),
    to: Time.optional(),
  }),
  note: Note,
});
type SwapRequest = z.infer<typeof SwapRequest>;

export interface OverrideView {
  id: OverrideId;
  schedule: Named;
  timeZone: string;
  from: Date;
  to: Date;
  person: Named | null;
  instead: Named | null;
  note: string;
  by: string;
}

/** What was made, and what came of it. */
export interface MadeOverrides {
  id: OverrideId;
  parts: readonly (OverrideView & {
    /** Who is on duty by it, and when; empty = it changes nothing, since `instead` is not on duty then. */
    effect: readonly DutyView[];
  })[];
}

export interface OverrideService {
  /** Those that reach into the time from then on, oldest first. @param from absent = now */
  list(from?: string): Promise<readonly (OverrideView & { createdAt: Date })[]>;
  /** @throws AppError `invalid`, `notFound` */
  add(request: OverrideRequest): Promise<MadeOverrides>;
  /** @throws AppError `invalid` where one of the two has nothing to give */
  swap(request: SwapRequest): Promise<MadeOverrides>;
  /** All that was made together. @throws AppError `notFound` */
  remove(id: string): Promise<{ id: OverrideId; parts: readonly OverrideView[] }>;
}

export function createOverrideService(deps: DutyDeps): OverrideService {
  const { db, tenantId } = deps;
  return {
    async list(from = "now") {
      const { plan } = await readDuty(deps);
      const since = readTime(from, { field: "from", timeZone: "UTC", now: deps.clock.now() });
      const found = await listOverrides(db, tenantId, { from: since });
      return found.map(({ override, createdAt }) => ({ ...viewOverride(override, plan), createdAt }));
    },
    async add(request) {
      const { plan } = await readDuty(deps);
      const { person, instead, note } = request;
      if (person !== null && person === instead)
        throw new AppError("invalid", `person and instead are both "${person}": expected two people.`);
      const id = OverrideId.parse(deps.ids.next());
      const range = readPart(deps, plan, request.schedule, request);
      const made = build(plan, { id, schedule: request.schedule, ...range, person, instead, note });
      return make(deps, plan, [made], "override");
    },
    async swap(request) {
      const { plan } = await readDuty(deps);
      return make(deps, plan, buildSwap(deps, plan, request), "swap");
    },
    async remove(text) {
      const id = OverrideId.safeParse(text);
      const removed = id.success ? await remove(deps, id.data) : [];
      if (!id.success || removed.length === 0)
        throw new AppError("notFound", `There is no override ${text.slice(0, 100)}, or it was removed before.`);
      const { plan } = await readDuty(deps);
      return { id: id.data, parts: removed.map((override) => viewOverride(override, plan)) };
    },
  };
}

function buildSwap(deps: DutyDeps, plan: DutyPlan, request: SwapRequest): Override[] {
  const { schedule, person, note, with: other } = request;
  if (person === other.person)
    throw new AppError("invalid", `person and with.person are both "${person}": expected two people.`);
  const otherSchedule = other.schedule ?? schedule;
  if (otherSchedule === schedule && (other.from === undefined || other.to === undefined))
    throw new AppError("invalid", "with.from and with.to: expected from when to when the other one's shift is.");
  const id = OverrideId.parse(deps.ids.next());
  const given = readPart(deps, plan, schedule, request);
  const times = { from: other.from ?? given.from.toISOString(), to: other.to ?? given.to.toISOString() };
  const taken = readPart(deps, plan, otherSchedule, times, "with.");
  return [
    build(plan, { id, schedule, ...given, person: other.person, instead: person, note }),
    build(plan, { id, schedule: otherSchedule, ...taken, person, instead: other.person, note }),
  ];
}

/** Times without an offset are those of the schedule's clocks. */
function readPart(
  { clock }: DutyDeps,
  plan: DutyPlan,
  schedule: string,
  { from, to }: { from: string; to: string },
  prefix = "",
): Range {
  const { timeZone } = findSchedule(plan, schedule);
  const read = (field: string, text: string) =>
    readTime(text, { field: `${prefix}${field}`, timeZone, now: clock.now() });
  return checkRange({ from: read("from", from), to: read("to", to) });
}

interface Draft extends Range {
  id: OverrideId;
  schedule: string;
  person: PersonId | null;
  instead: PersonId | null;
  note: string;
}

function build(plan: DutyPlan, { from, to, ...draft }: Draft): Override {
  const override = Override.parse({ ...draft, from: from.toISOString(), to: to.toISOString(), by: actorNow() });
  const problems = checkOverride(override, plan);
  if (problems.length > 0)
    throw new AppError("invalid", problems.map(({ path, detail }) => `${path.join(".")}: ${detail}`).join("\n"));
  return override;
}

async function make(
  deps: DutyDeps,
  plan: DutyPlan,
  made: readonly Override[],
  kind: "override" | "swap",
): Promise<MadeOverrides> {
  const parts = await tellEffects(deps, plan, made);
  const idle = kind === "swap" ? parts.find(({ effect }) => effect.length === 0) : undefined;
  if (idle)
    throw new AppError(
      "invalid",
      `"${idle.instead?.id ?? ""}" is not on duty in "${idle.schedule.id}" between ${idle.from.toISOString()} and ${idle.to.toISOString()}: there is nothing to swap.`,
    );
  await withTenant(deps.db, deps.tenantId, async (trx) => {
    await insertOverrides(trx, deps.tenantId, made);
    await audit({ ...deps, db: trx }, `${kind}.add`, made);
  });
  const [first] = made;
  if (!first) throw new Error("an override without parts");
  return { id: first.id, parts };
}

function remove(deps: DutyDeps, id: OverrideId): Promise<readonly Override[]> {
  return withTenant(deps.db, deps.tenantId, async (trx) => {
    const removed = await removeOverrides(trx, deps.tenantId, id, actorNow());
    if (removed.length > 0) await audit({ ...deps, db: trx }, "override.remove", removed);
    return removed;
  });
}

async function tellEffects(deps: DutyDeps, plan: DutyPlan, made: readonly Override[]): Promise<MadeOverrides["parts"]> {
  const times = made.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]);
  const before = await readOverrides(deps, { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) });
  const words = createWords(plan, [...before, ...made]);
  return made.map((override) => {
    const schedule = findSchedule(plan, override.schedule);
    const duties = buildTimeline(schedule, [...before, ...made], Date.parse(override.from), Date.parse(override.to));
    const effect = duties.filter(
      ({ person, because }) =>
        because.by === "override" && because.override === override.id && person === override.person,
    );
    return { ...viewOverride(override, plan), effect: effect.map((duty) => viewDuty(duty, words)) };
  });
}

function viewOverride({ id, schedule, from, to, person, instead, note, by }: Override, plan: DutyPlan): OverrideView {
  const words = createWords(plan, []);
  return {
    id,
    schedule: words.schedule(schedule),
    timeZone: plan.schedules.find((one) => one.id === schedule)?.timeZone ?? "UTC",
    from: new Date(from),
    to: new Date(to),
    person: person === null ? null : words.person(person),
    instead: instead === null ? null : words.person(instead),
    note,
    by,
  };
}

function audit({ db, tenantId, ids }: DutyDeps, action: string, overrides: readonly Override[]): Promise<void> {
  const parts = overrides.map(({ schedule, from, to, person, instead }) => ({ schedule, from, to, person, instead }));
  const entry = { actor: actorNow(), action: `onCall.${action}`, object: overrides[0]?.id ?? "", detail: { parts } };
  return addAudit(db, tenantId, entry, ids.next);
}
