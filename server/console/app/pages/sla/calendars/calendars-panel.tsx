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

function CalendarWords({ name, calendar }: { name: string; calendar: ShownCalendar }) {
  const { t } = useTranslation();
  const wordOf = useWeekdays("short");
  const hours = weekdays.flatMap((day) => {
    const open = calendar.weekly[day] ?? [];
    return open.length === 0 ? [] : [`${wordOf(day)} ${sayHours(open)}`];
  });
  const count = calendar.holidays.length;
  return (
    <dd>
      {hours.join("; ")}
      {count > 0 && <span className={css.about}> {t("sla.holidays", { count })}</span>}
      <details>
        <summary className={css.about}>{t("sla.showYear")}</summary>
        <YearView name={name} calendar={calendar} year={new Date().getFullYear()} />
      </details>
    </dd>
  );
}
