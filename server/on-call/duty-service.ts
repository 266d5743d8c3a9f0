import { findConnector } from "../../connectors/registry.ts";
import { loadPlan } from "../../core/flows/save-clocks.ts";
import type { DutyPlan } from "../../schemas/escalation.ts";
import { readDutyNames } from "../db/duty-names.ts";
import { createTextService, type TextService } from "../rules/text-service.ts";
import { type RangeQuery, type ShiftsView, tellShifts, tellWho, type WhoIsOnDuty } from "./ask-duty.ts";
import { examplePlanText } from "./example-plan.ts";
import { createFeedService, type FeedService } from "./feed-service.ts";
import type { DutyDeps } from "./load-duty.ts";
import { type LoadView, tellLoad } from "./measure-people.ts";
import { createOverrideService, type OverrideService } from "./override-service.ts";
import { createPageService, type PageService } from "./page-service.ts";
import { type DutyNames, readDutyPlan } from "./read-duty-plan.ts";

/** Who is on duty, as admins work on it. */
export interface DutyService {
  texts: TextService<DutyPlan>;
  who(query: { at?: string | undefined; schedule?: string | undefined }): Promise<WhoIsOnDuty>;
  shifts(query: RangeQuery): Promise<ShiftsView>;
  load(query: { from?: string | undefined; to?: string | undefined; calendar?: string | undefined }): Promise<LoadView>;
  overrides: OverrideService;
  feeds: FeedService;
  pages: PageService;
}

/** @param publicUrl how this hub is reached, without a slash at its end */
export function createDutyService(deps: DutyDeps & { publicUrl: () => string }): DutyService {
  const { db, tenantId, ids } = deps;
  const read = async (text: string) => readDutyPlan(text, await readAllNames(deps));
  return {
    texts: createTextService({ db, tenantId, ids, kind: "onCall", name: "onCall", unsaved: examplePlanText, read }),
    who: (query) => tellWho(deps, query),
    shifts: (query) => tellShifts(deps, query),
    load: (query) => tellLoad(deps, query),
    overrides: createOverrideService(deps),
    feeds: createFeedService(deps),
    pages: createPageService(deps),
  };
}

async function readAllNames({ db, tenantId, unit }: DutyDeps): Promise<DutyNames> {
  const { pagers, clients } = await readDutyNames(db, tenantId);
  const { plan } = await unit.inTenant(tenantId, (stores) => loadPlan(stores, tenantId));
  const channels = new Map(
    pagers.map(({ name, connector }) => [name, findConnector(connector)?.manifest.channels ?? []]),
  );
  return { pagers: channels, clients, calendars: Object.keys(plan.calendars) };
}
