import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import type { api } from "../../data/api.ts";
import { useNow } from "../../data/clock.ts";
import { useFormats } from "../../text/formats.ts";
import type { WantedChange } from "./change-duty.tsx";
import css from "./on-call.module.css";
import { useDrag } from "./use-drag.ts";

export type Shifts = InferResponseType<(typeof api)["on-call"]["shifts"]["$get"], 200>;
type Schedule = Shifts["schedules"][number];
export type Shift = Schedule["shifts"][number];

interface ScheduleLinesProps {
  shifts: Shifts;
  from: Date;
  to: Date;
  /** Undefined = nothing may be changed. */
  onWant: ((wanted: WantedChange) => void) | undefined;
}

/** A line a schedule, its shifts along it; wider than a phone, it scrolls. */
export function ScheduleLines({ shifts, from, to, onWant }: ScheduleLinesProps) {
  const { formatOf } = useFormats();
  const now = useNow();
  const [begin, end] = [from.getTime(), to.getTime()];
  const place = (at: number) => `${(100 * (Math.min(end, Math.max(begin, at)) - begin)) / (end - begin)}%`;
  const days = Math.round((end - begin) / 86_400_000);
  const written = formatOf({ weekday: days > 14 ? "narrow" : "short", day: "numeric" });
  const starts = Array.from(
    { length: days },
    (_, index) => new Date(from.getFullYear(), from.getMonth(), from.getDate() + index),
  );
  return (
    <div className={css.scroller} data-scrolls role="region" tabIndex={0} aria-label={shifts.timeZone}>
      <div className={css.lines} style={{ minWidth: days * 56 + 130 }}>
        <div className={css.days} aria-hidden="true">
          {starts.map((day) => (
            <span key={day.getTime()} style={{ insetInlineStart: place(day.getTime()) }}>
              {written.format(day)}
            </span>
          ))}
        </div>
        {shifts.schedules.map((schedule) => (
          <Line key={schedule.schedule.id} schedule={schedule} place={place} begin={begin} end={end} onWant={onWant} />
        ))}
        {now > begin && now < end && (
          <div className={css.nowLayer} aria-hidden="true">
            <span className={css.nowMark} style={{ insetInlineStart: place(now) }} />
          </div>
        )}
      </div>
    </div>
  );
}

interface LineProps {
  schedule: Schedule;
  place(at: number): string;
  begin: number;
  end: number;
  onWant: ((wanted: WantedChange) => void) | undefined;
}

function Line({ schedule, place, begin, end, onWant }: LineProps) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const { id, name } = schedule.schedule;
  const drag = useDrag(begin, end, (from, to) => onWant?.({ schedule: id, from, to }));
  const span = ({ start, end: until }: { start: string; end: string }) => {
    const [left, right] = [place(new Date(start).getTime()), place(new Date(until).getTime())];
    return { insetInlineStart: left, width: `calc(${right} - ${left})` };
  };
  return (
    <div className={css.line}>
      <p className={css.name}>{name}</p>
      <div className={css.track} {...(onWant ? drag.handlers : {})}>
        {schedule.gaps.map((gap) => (
          <span
            key={gap.start}
            className={gap.because.by === "noLayer" ? css.offHours : css.gap}
            style={span(gap)}
            title={`${t(gap.because.by === "noLayer" ? "onCall.off" : "onCall.nobody")}, ${when(gap.start)} – ${when(gap.end)}`}
          />
        ))}
        {schedule.shifts.map((shift) => {
          const isOverride = shift.because.by === "override";
          const title = `${shift.person?.name ?? t("onCall.nobody")}, ${when(shift.start)} – ${when(shift.end)}`;
          return (
            <button
              key={shift.start}
              type="button"
              className={isOverride ? css.override : css.shift}
              style={span(shift)}
              title={title}
              aria-label={`${name}: ${title}${isOverride ? `, ${t("onCall.legend.override")}` : ""}`}
              disabled={!onWant}
              onClick={() => onWant?.({ schedule: id, from: new Date(shift.start), to: new Date(shift.end), shift })}
            >
              <span>{shift.person?.name ?? t("onCall.nobody")}</span>
            </button>
          );
        })}
        {drag.selected && (
          <span
            className={css.selected}
            style={{
              insetInlineStart: place(drag.selected.from),
              width: `calc(${place(drag.selected.to)} - ${place(drag.selected.from)})`,
            }}
          />
        )}
      </div>
    </div>
  );
}
