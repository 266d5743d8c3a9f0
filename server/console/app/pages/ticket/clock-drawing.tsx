import { useElementSize } from "@mantine/hooks";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../text/formats.ts";
import { type ClockPicture, listTicks, type Mark } from "./clock-parts.ts";
import css from "./clock.module.css";

const [height, barTop, barHeight] = [78, 30, 16];
const edge = 6;
const labelWidth = 40;
const tickWidth = 72;

interface ClockDrawingProps {
  picture: ClockPicture;
  now: number;
  /** The same in words. */
  label: string;
}

/** A clock over wall time, drawn in as many pixels as there are, so that lines stay sharp and words stay words. */
export function ClockDrawing({ picture, now, label }: ClockDrawingProps) {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} className={css.drawing}>
      {width > 0 && <Drawing picture={picture} now={now} label={label} width={width} />}
    </div>
  );
}

function Drawing({ picture, now, label, width }: ClockDrawingProps & { width: number }) {
  const { t } = useTranslation();
  const { clock, day } = useFormats();
  const hatch = useId();
  const { start, end, parts, marks, dueAt } = picture;
  const x = (at: number) => edge + ((at - start) / (end - start)) * (width - 2 * edge);
  const ticks = listTicks(start, end, Math.max(2, Math.floor(width / tickWidth)));
  const dueText = t("ticket.clocks.dueMark");
  const dueX = dueAt === null ? undefined : x(dueAt);
  const dueAnchor = dueX !== undefined && dueX > width - 60 ? "end" : "middle";
  const shown = spread(marks, x, dueX === undefined ? width : dueX - labelWidth);
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={css.svg}>
      <defs>
        <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1={0} y1={0} x2={0} y2={6} className={css.hatchLine} />
        </pattern>
      </defs>
      {parts.map((part) => (
        <rect
          key={`${part.kind} ${part.start}`}
          x={x(part.start)}
          y={barTop + (part.kind === "outside" ? 0.5 : 0)}
          width={Math.max(1, x(part.end) - x(part.start))}
          height={barHeight - (part.kind === "outside" ? 1 : 0)}
          className={css[part.kind] ?? ""}
          {...(part.kind === "paused" ? { style: { fill: `url(#${hatch})` } } : {})}
        />
      ))}
      {ticks.map(({ at, isDay }) => (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={barTop + barHeight + 6} y2={barTop + barHeight + 11} className={css.tick} />
          <text x={Math.min(Math.max(x(at), 20), width - 20)} y={height - 6} textAnchor="middle" className={css.scale}>
            {isDay ? day(at) : clock(at)}
          </text>
        </g>
      ))}
      {marks.map((mark) => (
        <g key={mark.share}>
          <line x1={x(mark.at)} x2={x(mark.at)} y1={22} y2={barTop + barHeight + 6} className={css.markLine} />
          <circle cx={x(mark.at)} cy={18} r={4.5} className={mark.isDone ? css.markDone : css.markAhead} />
          {shown.includes(mark) && (
            <text x={x(mark.at)} y={9} textAnchor="middle" className={css.share}>
              {mark.share} %
            </text>
          )}
        </g>
      ))}
      {dueX !== undefined && (
        <>
          <line x1={dueX} x2={dueX} y1={barTop - 8} y2={barTop + barHeight + 8} className={css.dueLine} />
          <text
            x={dueAnchor === "end" ? Math.min(dueX + 3, width) : dueX}
            y={9}
            textAnchor={dueAnchor}
            className={css.dueText}
          >
            {dueText}
          </text>
        </>
      )}
      <line x1={x(now)} x2={x(now)} y1={barTop - 6} y2={barTop + barHeight + 6} className={css.nowLine} />
    </svg>
  );
}

/** Marks of which the percents find room beside each other. */
function spread(marks: readonly Mark[], x: (at: number) => number, until: number): Mark[] {
  let last = Number.NEGATIVE_INFINITY;
  return marks.filter((mark) => {
    const place = x(mark.at);
    if (place - last < labelWidth || place > until) return false;
    last = place;
    return true;
  });
}
