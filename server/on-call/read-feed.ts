import { createHash } from "node:crypto";
import { buildCalendarFeed } from "../../core/on-call/build-calendar-feed.ts";
import type { DutyPlan } from "../../schemas/escalation.ts";
import { type Override, PersonId, type Schedule, ScheduleId } from "../../schemas/on-call.ts";
import { type CalendarFeed, findFeed, openFeed } from "../db/calendar-feeds.ts";
import { createWords } from "./duty-view.ts";
import { hashToken } from "./feed-service.ts";
import { createFeedTexts } from "./feed-texts.ts";
import { type DutyDeps, readDuty, readOverrides } from "./load-duty.ts";
import type { Language } from "../../schemas/language.ts";

export type FeedDeps = Pick<DutyDeps, "db" | "unit" | "clock">;

export interface ReadFeed {
  /** iCalendar. */
  text: string;
  /** Of this text alone. */
  tag: string;
}

/** What `randomBytes(32)` gives in base64url. */
const tokenForm = /^[\w-]{43}$/;
const weekMs = 7 * 86_400_000;
/** What is shown before and after this week, in weeks. */
const shown = { before: 5, after: 26 };
/** Calendars are asked to look again after as long; most do as they like. */
const refreshMinutes = 30;

/** The calendar at an address, for whatever tenant. @returns undefined for a token that there is none of, or that was revoked */
export async function readFeed(deps: FeedDeps, token: string): Promise<ReadFeed | undefined> {
  const found = tokenForm.test(token) ? await findFeed(deps.db, hashToken(token)) : undefined;
  const feed = found && (await openFeed(deps.db, found.tenantId, found.id));
  if (!feed) return undefined;
  const { tenantId } = found;
  const { plan } = await readDuty({ ...deps, tenantId });
  // Whole weeks, so that the text stays the same while nothing changes: an entry without an end ends there.
  const week = Math.floor(deps.clock.now().getTime() / weekMs);
  const [from, to] = [(week - shown.before) * weekMs, (week + shown.after) * weekMs];
  const overrides = await readOverrides({ ...deps, tenantId }, { from: new Date(from), to: new Date(to) });
  const texts = createFeedTexts(feed, languageOf(feed, plan), createWords(plan, overrides));
  const text = buildCalendarFeed(chooseSchedules(feed, plan, overrides), overrides, {
    of: subjectOf(feed),
    from,
    to,
    // Entries keep their names when the hub moves to another address.
    host: tenantId,
    name: texts.name,
    stampedAt: feed.changedAt.getTime(),
    refreshMinutes,
    describe: texts.describe,
  });
  return { text, tag: createHash("sha256").update(text).digest("base64url").slice(0, 22) };
}

function subjectOf({ kind, subject }: CalendarFeed) {
  return kind === "person"
    ? ({ by: kind, person: PersonId.parse(subject) } as const)
    : ({ by: kind, schedule: ScheduleId.parse(subject) } as const);
}

function languageOf({ kind, subject, language }: CalendarFeed, { people }: DutyPlan): Language {
  const person = kind === "person" ? people.find(({ id }) => id === subject) : undefined;
  return language ?? person?.language ?? "en";
}

/** Those in which the person can be on duty at all: hundreds need not be looked through for one. */
function chooseSchedules(
  { kind, subject }: CalendarFeed,
  { schedules }: DutyPlan,
  overrides: readonly Override[],
): readonly Schedule[] {
  if (kind === "schedule") return schedules;
  const named = new Set<string>(overrides.filter(({ person }) => person === subject).map(({ schedule }) => schedule));
  return schedules.filter(
    ({ id, layers }) => named.has(id) || layers.some(({ people }) => people.some((person) => person === subject)),
  );
}
