import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { Icon } from "../../parts/icon.tsx";
import { Panel } from "../../parts/panel.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import { ChangeDuty, type WantedChange } from "./change-duty.tsx";
import css from "./on-call.module.css";
import { OverrideList } from "./override-list.tsx";
import { ScheduleLines } from "./schedule-lines.tsx";
import { useUntil } from "./use-until.ts";

const route = getRouteApi("/shell/on-call");
const spans = ["7", "14", "28"] as const;

/** Days side by side: who is on duty, where nobody is, who is twice; changed by dragging, or by the button. */
export function SchedulePart() {
  const { t, i18n } = useTranslation();
  const { when } = useFormats();
  const until = useUntil();
  const { me } = useRouteContext({ from: "/shell" });
  const { days = "14", from } = route.useSearch();
  const navigate = route.useNavigate();
  const [wanted, setWanted] = useState<WantedChange>();
  const begin = from === undefined ? startOfDay(new Date()) : startOfDay(new Date(`${from}T00:00`));
  const end = addDays(begin, Number(days));
  const query = { from: begin.toISOString(), to: end.toISOString() };
  const shifts = useQuery({
    queryKey: ["on-call", "shifts", query],
    queryFn: () => ask(api["on-call"].shifts.$get({ query })),
  });
  const go = (by: number) => {
    const to = addDays(begin, by * Number(days));
    void navigate({ search: (was) => ({ ...was, from: writeDay(to) }) });
  };
  const mayChange = isAtLeast(me.role, "technician");
  const { data } = shifts;
  const free = data?.schedules.flatMap((one) => one.gaps) ?? [];
  // Hours that no layer covers are free by the plan; a gap is where somebody was taken out.
  const gaps = free.filter(({ because }) => because.by !== "noLayer").length;
  const names = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  return (
    <>
      <div className={css.tools}>
        <div className={css.buttons}>
          <Button variant="default" size="xs" leftSection={<Icon name="back" />} onClick={() => go(-1)}>
            {t("onCall.earlier")}
          </Button>
          <Button variant="default" size="xs" onClick={() => void navigate({ search: ({ from: _, ...was }) => was })}>
            {t("onCall.today")}
          </Button>
          <Button variant="default" size="xs" rightSection={<Icon name="next" />} onClick={() => go(1)}>
            {t("onCall.later")}
          </Button>
          <NativeSelect
            size="xs"
            aria-label={t("onCall.days")}
            value={days}
            onChange={({ currentTarget }) =>
              void navigate({ search: (was) => ({ ...was, days: currentTarget.value }) })
            }
            data={spans.map((value) => ({ value, label: t(`onCall.spans.${value}`) }))}
          />
        </div>
        {mayChange && (data?.schedules.length ?? 0) > 0 && (
          <Button size="xs" onClick={() => setWanted({ schedule: data?.schedules[0]?.schedule.id ?? "" })}>
            {t("onCall.change")}
          </Button>
        )}
      </div>
      {shifts.error && <Failure error={shifts.error} retry={() => void shifts.refetch()} />}
      <Panel>
        {!data && !shifts.error && <Bones rows={3} />}
        {data && (
          <>
            <p className={gaps > 0 ? css.gaps : form.help} role="status">
              {gaps > 0 ? t("onCall.gaps", { count: gaps }) : t(free.length > 0 ? "onCall.onlyOff" : "onCall.noGaps")}
            </p>
            <ScheduleLines shifts={data} from={begin} to={end} onWant={mayChange ? setWanted : undefined} />
            {data.doubleCover.map(({ start, end: last, person, schedules }) => (
              <p key={`${person.id}-${start}`} className={css.double}>
                <Icon name="triangle" />
                {t("onCall.doubleCover", {
                  name: person.name,
                  schedules: names.format(schedules.map(({ name }) => name)),
                  from: when(start),
                  to: until(start, last),
                })}
              </p>
            ))}
            {mayChange && <p className={form.help}>{t("onCall.dragHelp")}</p>}
            <p className={form.help}>{t("onCall.zone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</p>
          </>
        )}
      </Panel>
      <OverrideList begin={begin} mayChange={mayChange} />
      {wanted && data && <ChangeDuty wanted={wanted} shifts={data} onClose={() => setWanted(undefined)} />}
    </>
  );
}

function startOfDay(at: Date): Date {
  const valid = Number.isNaN(at.getTime()) ? new Date() : at;
  return new Date(valid.getFullYear(), valid.getMonth(), valid.getDate());
}

/** By the calendar: across a change of the clocks a day has 23 or 25 hours. */
function addDays(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + count);
}

function writeDay(at: Date): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
}
