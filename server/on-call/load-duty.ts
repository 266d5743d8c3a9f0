import type { Kysely } from "kysely";
import { type Duty, loadDuty } from "../../core/flows/load-duty.ts";
import type { UnitOfWork } from "../../core/ports/stores.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { DutyPlan } from "../../schemas/escalation.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Override, Schedule } from "../../schemas/on-call.ts";
import { AppError } from "../api/problem.ts";
import type { Database } from "../db/database.ts";
import { listOverrides } from "../db/duty-overrides.ts";
import type { Range } from "./read-time.ts";

export interface DutyDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  unit: UnitOfWork;
  ids: IdSource;
  clock: { now(): Date };
}

/** The duty plan that counts now. */
export function readDuty({ unit, tenantId }: Pick<DutyDeps, "unit" | "tenantId">): Promise<Duty> {
  return unit.inTenant(tenantId, (stores) => loadDuty(stores, tenantId));
}

const dayMs = 86_400_000;
/** The rules look for the real ends of a shift as far as this around an instant. */
const reachMs = 512 * dayMs;

/** Overrides that may say who is on duty in a stretch of time, or when that shift begins and ends; oldest first. */
export async function readOverrides(
  { db, tenantId }: Pick<DutyDeps, "db" | "tenantId">,
  { from, to }: Range,
): Promise<readonly Override[]> {
  const around = { from: new Date(from.getTime() - reachMs), to: new Date(to.getTime() + reachMs) };
  return (await listOverrides(db, tenantId, around)).map(({ override }) => override);
}

/** @throws AppError `notFound`, with the schedules that there are */
export function findSchedule({ schedules }: DutyPlan, id: string): Schedule {
  const found = schedules.find((one) => one.id === id);
  if (found) return found;
  const there = schedules.map((one) => one.id).join(", ");
  const hint = there === "" ? "No duty plan with a schedule was saved yet." : `Schedules: ${there}.`;
  throw new AppError("notFound", `There is no schedule "${id.slice(0, 100)}". ${hint}`);
}

/** Whose clocks count where several schedules are asked about: those of all of them, or UTC where they differ. */
export function commonZone(schedules: readonly Schedule[]): string {
  const [first] = schedules;
  return first && schedules.every(({ timeZone }) => timeZone === first.timeZone) ? first.timeZone : "UTC";
}
