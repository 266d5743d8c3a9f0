import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Weekday } from "../../../../../../schemas/calendar.ts";
import { Dialog } from "../../../parts/dialog.tsx";
import form from "../../../parts/form.module.css";
import { DialogForm } from "../../../parts/form.tsx";
import { NameField } from "../../../parts/name-fields.tsx";
import { NeededField } from "../../../parts/needed-field.tsx";
import { readHours, sayHours, type ShownCalendar, weekdays } from "./calendar-text.ts";
import { DatedDays, type UnreadDays } from "./dated-days.tsx";
import { HoursField } from "./hours-field.tsx";
import { useWeekdays } from "./use-weekdays.ts";

interface CalendarDialogProps {
  /** Undefined = a new one. */
  name: string | undefined;
  calendar: ShownCalendar | undefined;
  /** Names of all that there are. */
  taken: readonly string[];
  onClose(): void;
  onTake(name: string, calendar: ShownCalendar): void;
}

const zones = Intl.supportedValuesOf("timeZone");
/** What most begin with. */
const office = "08:00–17:00";
const workdays: readonly Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday"];

function begin(): ShownCalendar {
  const hours = readHours(office) ?? [];
  const weekly = Object.fromEntries(workdays.map((day) => [day, hours]));
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, weekly, holidays: [], exceptions: [] };
}

/** One calendar: where, in which hours of the week, and which days are others. */
export function CalendarDialog({ name, calendar, taken, onClose, onTake }: CalendarDialogProps) {
  const { t } = useTranslation();
  const wordOf = useWeekdays("long");
  const [draft, setDraft] = useState(() => calendar ?? begin());
  const [newName, setNewName] = useState("");
  const [unread, setUnread] = useState<UnreadDays>({});
  const [week, setWeek] = useState<Readonly<Record<Weekday, string>>>(
    () =>
      Object.fromEntries(weekdays.map((day) => [day, sayHours(draft.weekly[day] ?? [])])) as Record<Weekday, string>,
  );
  const isTaken = name === undefined && taken.includes(newName.trim());
  const isWrong =
    weekdays.some((day) => readHours(week[day]) === undefined) || Object.keys(unread).length > 0 || isTaken;
  const take = () => {
    if (isWrong) return;
    const weekly = Object.fromEntries(weekdays.map((day) => [day, readHours(week[day]) ?? []]));
    onTake(name ?? newName.trim(), { ...draft, weekly });
  };
  return (
    <Dialog
      title={name === undefined ? t("sla.addCalendar") : t("sla.editCalendar", { name })}
      opened
      onClose={onClose}
      size="xl"
    >
      <DialogForm submit={t("sla.takeCalendar")} onSubmit={take} onCancel={onClose} button={{ disabled: isWrong }}>
        <p className={form.help}>{t("sla.calendarHelp")}</p>
        <div className={form.row}>
          {name === undefined && (
            <NeededField
              label={t("sla.calendarName")}
              maxLength={200}
              data-autofocus
              value={newName}
              error={isTaken && t("sla.nameTaken")}
              onChange={setNewName}
            />
          )}
          <NameField
            label={t("sla.timeZone")}
            required
            withAsterisk={false}
            data={zones}
            value={draft.timeZone}
            onChange={(timeZone) => setDraft({ ...draft, timeZone })}
          />
        </div>
        <div className={form.pair}>
          {weekdays.map((day) => (
            <HoursField
              key={day}
              label={wordOf(day)}
              value={week[day]}
              onChange={(words) => setWeek({ ...week, [day]: words })}
            />
          ))}
        </div>
        <DatedDays
          name={name ?? newName}
          calendar={{ ...draft, weekly: Object.fromEntries(weekdays.map((day) => [day, readHours(week[day]) ?? []])) }}
          unread={unread}
          onUnread={setUnread}
          onChange={({ holidays, exceptions }) => setDraft({ ...draft, holidays, exceptions })}
        />
      </DialogForm>
    </Dialog>
  );
}
