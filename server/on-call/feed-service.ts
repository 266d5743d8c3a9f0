import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "kysely";
import { z } from "zod";
import type { DutyPlan } from "../../schemas/escalation.ts";
import { AppError } from "../api/problem.ts";
import { addAudit } from "../db/admin.ts";
import { type CalendarFeed, insertFeed, listFeeds, revokeFeed } from "../db/calendar-feeds.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";
import { createWords, type Named } from "./duty-view.ts";
import { type DutyDeps, readDuty } from "./load-duty.ts";
import { actorNow } from "../access/acting.ts";
import { Language } from "../../schemas/language.ts";

export const FeedRequest = z.strictObject({
  /** Id of a person or a schedule. */
  of: z.string().min(1).max(100),
  /** Needed only where both have that id. */
  kind: z.enum(["person", "schedule"]).optional(),
  /** Absent = the person's own; English for a schedule. */
  language: Language.optional(),
});
type FeedRequest = z.infer<typeof FeedRequest>;

/** A calendar to which people subscribe, as admins see it: its address is never told again. */
export interface FeedView extends Omit<CalendarFeed, "subject"> {
  of: Named;
}

export interface FeedService {
  list(): Promise<readonly FeedView[]>;
  /** @returns with its address, this once @throws AppError `notFound`, `invalid` */
  add(request: FeedRequest): Promise<{ id: string; kind: CalendarFeed["kind"]; of: Named; url: string }>;
  /** Its address leads nowhere from then on. @throws AppError `notFound` */
  revoke(id: string): Promise<void>;
}

/** What is stored of the secret in an address. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** @param publicUrl without a slash at its end */
export function createFeedService(deps: DutyDeps & { publicUrl: () => string }): FeedService {
  const { db, tenantId, ids } = deps;
  const audit = (trx: Transaction<Database>, action: string, id: string, detail: Record<string, unknown>) =>
    addAudit(trx, tenantId, { actor: actorNow(), action: `onCall.feed.${action}`, object: id, detail }, ids.next);
  return {
    async list() {
      const { plan } = await readDuty(deps);
      const words = createWords(plan, []);
      return (await listFeeds(db, tenantId)).map(({ subject, ...feed }) => ({
        ...feed,
        of: words[feed.kind](subject),
      }));
    },
    async add({ of, kind: wanted, language = null }) {
      const { plan } = await readDuty(deps);
      const kind = chooseKind(plan, of, wanted);
      const token = randomBytes(32).toString("base64url");
      const id = ids.next();
      await withTenant(db, tenantId, async (trx) => {
        await insertFeed(trx, tenantId, { id, kind, subject: of, language, tokenHash: hashToken(token) });
        await audit(trx, "add", id, { kind, of });
      });
      return { id, kind, of: createWords(plan, [])[kind](of), url: `${deps.publicUrl()}/calendars/${token}.ics` };
    },
    async revoke(id) {
      await withTenant(db, tenantId, async (trx) => {
        const revoked = z.uuid().safeParse(id).success ? await revokeFeed(trx, tenantId, id, actorNow()) : undefined;
        if (!revoked)
          throw new AppError("notFound", `There is no calendar feed ${id.slice(0, 100)}, or it was revoked before.`);
        await audit(trx, "revoke", id, { kind: revoked.kind, of: revoked.subject });
      });
    },
  };
}

function chooseKind({ people, schedules }: DutyPlan, of: string, wanted: FeedRequest["kind"]): CalendarFeed["kind"] {
  const there = { person: people.some(({ id }) => id === of), schedule: schedules.some(({ id }) => id === of) };
  if (wanted === undefined && there.person && there.schedule)
    throw new AppError("invalid", `There are a person "${of}" and a schedule "${of}": say which by its kind.`);
  const kind = wanted ?? (there.person ? "person" : "schedule");
  if (there[kind]) return kind;
  const what = wanted ?? "person or schedule";
  const known = [
    `People: ${people.map(({ id }) => id).join(", ") || "none yet"}.`,
    `Schedules: ${schedules.map(({ id }) => id).join(", ") || "none yet"}.`,
  ];
  throw new AppError("notFound", `There is no ${what} "${of}". ${known.join(" ")}`);
}
