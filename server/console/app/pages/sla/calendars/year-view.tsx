import { useTranslation } from "react-i18next";
import { useFormats } from "../../../text/formats.ts";
import css from "../sla.module.css";
import { type DatedList, type ShownCalendar, weekdays } from "./calendar-text.ts";

type Kind = "open" | "closed" | "holiday" | "exception";
interface Day {
  at: number;
  date: string;
  kind: Kind;
}
const dayMs = 86_400_000;

/** What each day of a year is by a calendar of the plan: by its dated days, else by its week. */
function listDays(calendar: ShownCalendar, year: number): readonly Day[] {
  const datesOf = (list: DatedList) => new Set(calendar[list].map(({ date }) => date));
  const [holidays, exceptions] = [datesOf("holidays"), datesOf("exceptions")];
  const found: Day[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += dayMs) {
    const date = new Date(at).toISOString().slice(0, 10);
    const day = weekdays[(new Date(at).getUTCDay() + 6) % 7];
    const isOpen = day !== undefined && (calendar.weekly[day] ?? []).length > 0;
    const kind = exceptions.has(date) ? "exception" : holidays.has(date) ? "holiday" : isOpen ? "open" : "closed";
    found.push({ at, date, kind });
  }
  return found;
}

interface YearViewProps {
  name: string;
  calendar: ShownCalendar;
  year: number;
  picked?: string;
  /** Where a day may be chosen, such as `2026-12-24`; by keyboard it is chosen beside this. */
  onPick?: ((date: string) => void) | undefined;
}

/** A calendar's year at a glance, a month a block; in words for who cannot see it. */
export function YearView({ name, calendar, year, picked, onPick }: YearViewProps) {
  const { t } = useTranslation();
  const { formatOf } = useFormats();
  const all = listDays(calendar, year);
  const count = (kind: Kind) => all.filter((day) => day.kind === kind).length;
  const said = { open: count("open"), holidays: count("holiday"), exceptions: count("exception") };
  const month = formatOf({ month: "short", timeZone: "UTC" });
  const kinds = (["open", "closed", "holiday", "exception"] as const).filter((kind) => count(kind) > 0);
  return (
    <>
      <div className={css.year} role={onPick ? "group" : "img"} aria-label={t("sla.yearOf", { name, year, ...said })}>
        {Array.from({ length: 12 }, (_, index) => {
          const own = all.filter(({ at }) => new Date(at).getUTCMonth() === index);
          // A week begins on Monday.
          const first = (new Date(own[0]?.at ?? 0).getUTCDay() + 6) % 7;
          return (
            <div key={index}>
              <span className={css.about}>{month.format(Date.UTC(year, index, 1))}</span>
              <div className={css.month}>
                {own.map((day, index) => (
                  <DayCell
                    key={day.at}
                    day={day}
                    column={index === 0 ? first + 1 : undefined}
                    isPicked={day.date === picked}
                    onPick={onPick}
                  />
                ))}
              </div>
            </div>
          );
        })}
      </div>
      <p className={css.keys}>
        {kinds.map((kind) => (
          <span key={kind} className={css.key}>
            <span className={`${css.swatch} ${css[`day-${kind}`] ?? ""}`} aria-hidden="true" />
            {t(`sla.yearKeys.${kind}`)}
          </span>
        ))}
      </p>
    </>
  );
}

interface DayCellProps extends Pick<YearViewProps, "onPick"> {
  day: Day;
  /** Of a month's first day. */
  column: number | undefined;
  isPicked: boolean;
}

function DayCell({ day: { at, date, kind }, column, isPicked, onPick }: DayCellProps) {
  const { t } = useTranslation();
  const { formatOf } = useFormats();
  const look = `${css.day} ${css[`day-${kind}`] ?? ""} ${isPicked ? (css.picked ?? "") : ""}`;
  const style = column === undefined ? {} : { gridColumnStart: column };
  const number = new Date(at).getUTCDate();
  if (!onPick)
    return (
      <span className={look} style={style}>
        {number}
      </span>
    );
  const said = formatOf({ day: "numeric", month: "long", timeZone: "UTC" }).format(at);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={look}
      style={style}
      aria-label={`${said}: ${t(`sla.yearKeys.${kind}`)}`}
      aria-pressed={isPicked}
      onClick={() => onPick(date)}
    >
      {number}
    </button>
  );
}
