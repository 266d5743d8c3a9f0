import type { Shift } from "../../core/on-call/duty.ts";
import type { CalendarFeed } from "../db/calendar-feeds.ts";
import type { DutyWords, Reason } from "./duty-view.ts";
import type { Language } from "../../schemas/language.ts";

/** What people read in a calendar of duty. */
export interface FeedTexts {
  name: string;
  describe(shift: Shift, schedule: { name: string }): { summary: string; description: string };
}

const onCall = { en: "On call", de: "Bereitschaft" };

/** A person's calendar names the schedule, a schedule's the person. */
export function createFeedTexts(
  { kind, subject }: Pick<CalendarFeed, "kind" | "subject">,
  language: Language,
  words: DutyWords,
): FeedTexts {
  const { name } = kind === "person" ? words.person(subject) : words.schedule(subject);
  return {
    name: `${onCall[language]}: ${name}`,
    describe(shift, schedule) {
      const shown = kind === "person" ? schedule.name : words.person(shift.person).name;
      return {
        summary: `${onCall[language]}: ${shown}`,
        description: describeReason(words.reason(shift), schedule.name, language),
      };
    },
  };
}

function describeReason(reason: Reason, schedule: string, language: Language): string {
  if (reason.by === "noLayer") return schedule;
  if (reason.by === "layer")
    return language === "de" ? `${schedule}, Ebene "${reason.layer}".` : `${schedule}, layer "${reason.layer}".`;
  // Its note stays here: why somebody stands in may be nobody else's business.
  const instead = reason.instead?.name;
  if (language === "de") return `${schedule}, ${instead ? `statt ${instead}` : "als Vertretung"}.`;
  return `${schedule}, ${instead ? `instead of ${instead}` : "standing in"}.`;
}
