import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { parse } from "yaml";
import { PriorityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { readDetail, textOf } from "../../data/read-detail.ts";
import { useFormats } from "../../text/formats.ts";
import css from "./sla.module.css";
import { YearView } from "./year-view.tsx";

const priorities = [1, 2, 3, 4, 5];
const targets = ["response", "update", "resolution"] as const;
type Part = Readonly<Record<string, unknown>>;

/** The plan as tables, of whatever stands in the text: it may be half written. */
export function PlanTables({ text }: { text: string }) {
  const { t } = useTranslation();
  const plan = useMemo(() => readLoosely(text), [text]);
  const policies = listOf(plan?.["policies"]);
  const calendars = Object.entries(readDetail(plan?.["calendars"]));
  return (
    <>
      <Panel title={t("sla.policies")} flush>
        {!plan || policies.length === 0 ? (
          <p className={`${css.help} ${css.inset}`}>{t("sla.unreadable")}</p>
        ) : (
          <div className={css.scroll} data-scrolls role="region" aria-label={t("sla.policies")} tabIndex={0}>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{t("sla.policy")}</th>
                  <th scope="col">{t("sla.target")}</th>
                  {priorities.map((priority) => (
                    <th key={priority} scope="col">
                      <PriorityMark priority={priority} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {policies.map((policy, index) => (
                  <PolicyRows key={`${textOf(policy["name"]) ?? ""} ${index}`} policy={policy} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      <Panel title={t("sla.calendars")}>
        {calendars.length === 0 && <p className={css.help}>{t("sla.noCalendars")}</p>}
        <dl className={css.calendars}>
          {calendars.map(([name, calendar]) => (
            <CalendarLine key={name} name={name} calendar={readDetail(calendar)} />
          ))}
        </dl>
      </Panel>
    </>
  );
}

function PolicyRows({ policy }: { policy: Part }) {
  const { t } = useTranslation();
  const warnAt = Array.isArray(policy["warnAt"]) ? policy["warnAt"] : [50, 75, 90];
  const write = (value: unknown): string => {
    const { first, every } = readDetail(value);
    if (textOf(first) === undefined) return textOf(value) ?? "–";
    return textOf(every)
      ? t("sla.updateFirst", { first: textOf(first) ?? "", every: textOf(every) ?? "" })
      : (textOf(first) ?? "–");
  };
  return targets.map((target, index) => (
    <tr key={target} className={index === 0 ? css.firstRow : ""}>
      {index === 0 && (
        <th scope="rowgroup" rowSpan={targets.length}>
          {textOf(policy["name"])}
          <span className={css.about}>{t("sla.calendar", { name: textOf(policy["calendar"]) ?? "always" })}</span>
          <span className={css.about}>
            {t("sla.warned", { shares: warnAt.map((share) => `${String(share)} %`).join(", ") })}
          </span>
        </th>
      )}
      <th scope="row">{t(`ticket.clocks.targets.${target}`)}</th>
      {priorities.map((priority) => (
        <td key={priority}>
          <span className={css.ofPriority}>
            <PriorityMark priority={priority} />
          </span>
          {write(readDetail(policy[target])[String(priority)])}
        </td>
      ))}
    </tr>
  ));
}

function CalendarLine({ name, calendar }: { name: string; calendar: Part }) {
  const { t } = useTranslation();
  const { formatOf } = useFormats();
  const weekly = readDetail(calendar["weekly"]);
  const monday = Date.UTC(2024, 0, 1);
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const word = formatOf({ weekday: "short", timeZone: "UTC" });
  const hours = days.flatMap((day, index) => {
    const open = listOf(weekly[day]).map(({ from, to }) => `${String(from)}–${String(to)}`);
    return open.length === 0 ? [] : [`${word.format(monday + index * 86_400_000)} ${open.join(", ")}`];
  });
  const count = listOf(calendar["holidays"]).length;
  return (
    <div>
      <dt>
        {name}
        <span className={css.about}> {textOf(calendar["timeZone"])}</span>
      </dt>
      <dd>
        {hours.join("; ")}
        {count > 0 && <span className={css.about}> {t("sla.holidays", { count })}</span>}
        <details>
          <summary className={css.about}>{t("sla.showYear")}</summary>
          <YearView name={name} calendar={calendar} year={new Date().getFullYear()} />
        </details>
      </dd>
    </div>
  );
}

function readLoosely(text: string): Part | undefined {
  try {
    return readDetail(parse(text));
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.map(readDetail) : [];
}
