import { testReach } from "../../core/flows/test-reach.ts";
import { AppError } from "../api/problem.ts";
import { listPages, type PageView } from "../db/pages.ts";
import { type DutyDeps, readDuty } from "./load-duty.ts";

/** Messages to people, as admins look at them and try them. */
export interface PageService {
  list(query: { limit: number; ids?: readonly string[] | undefined }): Promise<readonly PageView[]>;
  /** Sends a message for trying on each way to a person. @throws AppError `notFound`, `invalid` where there is no way */
  test(person: string): Promise<{ pages: readonly string[] }>;
}

export function createPageService(deps: DutyDeps): PageService {
  const { db, tenantId, unit, ids, clock } = deps;
  return {
    list: (query) => listPages(db, tenantId, query),
    async test(wanted) {
      const { plan } = await readDuty(deps);
      const person = plan.people.find(({ id, name }) => id === wanted || name === wanted);
      if (!person) {
        const there = plan.people.map(({ id }) => id).join(", ");
        const hint = there === "" ? "No duty plan with people was saved yet." : `People: ${there}.`;
        throw new AppError("notFound", `There is no person "${wanted.slice(0, 100)}". ${hint}`);
      }
      if (person.channels.length === 0)
        throw new AppError(
          "invalid",
          `${person.name} has no ways on which they are reached: give them "channels" in the duty plan.`,
        );
      const sent = await unit.inTenant(tenantId, async (stores) => {
        const pages = await testReach({ ids, now: clock.now() }, stores, person);
        const detail = { pages: pages.filter((id) => id !== undefined).length };
        await stores.audit.add({ actor: "admin", action: "onCall.test", object: person.id, detail });
        return pages;
      });
      const gone = person.channels.filter((_, index) => sent[index] === undefined).map(({ connection }) => connection);
      if (gone.length > 0)
        throw new AppError("invalid", `There is no pager "${gone.join('", "')}" among the connections any more.`);
      return { pages: sent.filter((id) => id !== undefined) };
    },
  };
}
