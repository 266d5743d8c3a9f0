import { useTranslation } from "react-i18next";
import { readDetail, textOf } from "../../data/read-detail.ts";
import { useFormats } from "../../text/formats.ts";
import css from "./sla.module.css";

type Kind = "open" | "closed" | "holiday" | "exception";
const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const dayMs = 86_400_000;

/** What each day of a year is by a calendar of the plan: by its dated days, else by its week. */
function listDays(calendar: Readonly<Record<string, unknown>>, year: number): { at: number; kind: Kind }[] {
  const weekly = readDetail(calendar["weekly"]);
  const dates = (key: string) =>
    new Set(Array.isArray(calendar[key]) ? calendar[key].map((one) => textOf(readDetail(one)["date"])) : []);
  const [holidays, exceptions] = [dates("holidays"), dates("exceptions")];
  const found: { at: number; kind: Kind }[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += dayMs) {
    const date = new Date(at).toISOString().slice(0, 10);
    const hours = weekly[days[new Date(at).getUTCDay()] ?? ""];
    const isOpen = Array.isArray(hours) && hours.length > 0;
    const kind = exceptions.has(date) ? "exception" : holidays.has(date) ? "holiday" : isOpen ? "open" : "closed";
    found.push({ at, kind });
  }
  return found;
}

interface YearViewProps {
  name: string;
  calendar: Readonly<Record<string, unknown>>;
  year: number;
}

/** A calendar's year at a glance, a month a block; in words for who cannot see it. */
export function YearView({ name, calendar, year }: YearViewProps) {
  const { t } = useTranslation();
  const { formatOf } = useFormats();
  const all = listDays(calendar, year);
  const count = (kind: Kind) => all.filter((day) => day.kind === kind).length;
  const said = { open: count("open"), holidays: count("holiday"), exceptions: count("exception") };
  const month = formatOf({ month: "short", timeZone: "UTC" });
  const kinds = (["open", "closed", "holiday", "exception"] as const).filter((kind) => count(kind) > 0);
  return (
    <>
      <div className={css.year} role="img" aria-label={t("sla.yearOf", { name, year, ...said })}>
        {Array.from({ length: 12 }, (_, index) => {
          const own = all.filter(({ at }) => new Date(at).getUTCMonth() === index);
          // A week begins on Monday.
          const first = (new Date(own[0]?.at ?? 0).getUTCDay() + 6) % 7;
          return (
            <div key={index}>
              <span className={css.about}>{month.format(Date.UTC(year, index, 1))}</span>
              <div className={css.month}>
                {own.map(({ at, kind }, day) => (
                  <span
                    key={at}
                    className={`${css.day} ${css[`day-${kind}`] ?? ""}`}
                    style={day === 0 ? { gridColumnStart: first + 1 } : {}}
                  >
                    {day + 1}
                  </span>
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
