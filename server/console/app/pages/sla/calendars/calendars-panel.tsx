import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readDetail } from "../../../data/read-detail.ts";
import { Icon } from "../../../parts/icon.tsx";
import { Panel } from "../../../parts/panel.tsx";
import css from "../sla.module.css";
import { CalendarDialog } from "./calendar-dialog.tsx";
import { readCalendar, sayHours, type ShownCalendar, weekdays, writeCalendar } from "./calendar-text.ts";
import { useWeekdays } from "./use-weekdays.ts";
import { YearView } from "./year-view.tsx";

interface CalendarsPanelProps {
  text: string;
  /** Of the text, by name, as they stand there. */
  calendars: Readonly<Record<string, unknown>>;
  /** Undefined = whoever looks may not change them. */
  onEdit: ((next: string) => void) | undefined;
}

/** The plan's calendars; what is changed in one is a change of the text. */
export function CalendarsPanel({ text, calendars, onEdit }: CalendarsPanelProps) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<{ name: string | undefined }>();
  const shown = Object.entries(calendars).map(([name, part]) => [name, readCalendar(readDetail(part))] as const);
  const own = shown.find(([name]) => name === edited?.name)?.[1];
  return (
    <Panel
      title={t("sla.calendars")}
      tools={
        onEdit && (
          <Button size="xs" leftSection={<Icon name="plus" />} onClick={() => setEdited({ name: undefined })}>
            {t("sla.addCalendar")}
          </Button>
        )
      }
    >
      {shown.length === 0 && <p className={css.help}>{t("sla.noCalendars")}</p>}
      <dl className={css.calendars}>
        {shown.map(([name, calendar]) => (
          <div key={name}>
            <dt>
              {name}
              <span className={css.about}> {calendar.timeZone}</span>
              {onEdit && (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={t("sla.editCalendar", { name })}
                  onClick={() => setEdited({ name })}
                >
                  {t("sla.edit")}
                </Button>
              )}
            </dt>
            <CalendarWords name={name} calendar={calendar} />
          </div>
        ))}
      </dl>
      {edited && onEdit && (
        <CalendarDialog
          name={edited.name}
          calendar={own}
          taken={shown.map(([name]) => name)}
          onClose={() => setEdited(undefined)}
          onTake={(name, calendar) => {
            onEdit(writeCalendar(text, name, calendar));
            setEdited(undefined);
          }}
        />
      )}
    </Panel>
  );
}

type Weekday = (typeof weekdays)[number];

/** Days that follow each other with equal hours are one line. */
function groupDays({ weekly }: ShownCalendar): readonly { first: Weekday; last: Weekday; hours: string }[] {
  const groups: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const [index, day] of weekdays.entries()) {
    const hours = sayHours(weekly[day] ?? []);
    const before = groups.at(-1);
    if (before && before.hours === hours && before.last === weekdays[index - 1]) before.last = day;
    else if (hours !== "") groups.push({ first: day, last: day, hours });
  }
  return groups;
}

function CalendarWords({ name, calendar }: { name: string; calendar: ShownCalendar }) {
  const { t } = useTranslation();
  const wordOf = useWeekdays("short");
  const hours = groupDays(calendar).map(({ first, last, hours: open }) =>
    first === last ? `${wordOf(first)} ${open}` : `${wordOf(first)}–${wordOf(last)} ${open}`,
  );
  const count = calendar.holidays.length;
  return (
    <dd>
      {hours.join("; ")}
      {count > 0 && <p className={css.about}>{t("sla.holidays", { count })}</p>}
      <details>
        <summary className={css.about}>{t("sla.showYear")}</summary>
        <YearView name={name} calendar={calendar} year={new Date().getFullYear()} />
      </details>
    </dd>
  );
}
