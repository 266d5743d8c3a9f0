import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNow } from "../../data/clock.ts";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import { ClockDrawing } from "./clock-drawing.tsx";
import { type Part, pictureClock } from "./clock-parts.ts";
import { ClockTells } from "./clock-tells.tsx";
import css from "./clock.module.css";
import { type ExplainedClock, slaQuery, type TicketSla, type TicketView } from "./ticket-queries.ts";

/** What was promised, and how much of it is used: each clock that runs drawn, each that has ended one line. */
export function ClocksPanel({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(slaQuery(ticket.id));
  if (error && !data)
    return (
      <Panel title={t("ticket.clocks.title")}>
        <Failure error={error} retry={() => void refetch()} />
      </Panel>
    );
  if (!data)
    return (
      <Panel>
        <Skeleton height={20} width="40%" mb={12} />
        <Skeleton height={78} />
      </Panel>
    );
  const clocks = data.clocks.filter((one) => isNewest(one, data.clocks)).toSorted(compareClocks);
  return (
    <Panel>
      {clocks.length === 0 && (
        <Empty title={t("ticket.clocks.none")}>
          <p>{t("ticket.clocks.noneHelp", { policy: data.policy })}</p>
        </Empty>
      )}
      {clocks.map((one) =>
        one.clock.endedAt === null ? (
          <RunningClock key={one.clock.target} explained={one} sla={data} ticket={ticket} />
        ) : (
          <EndedClock key={one.clock.target} explained={one} />
        ),
      )}
    </Panel>
  );
}

function isNewest({ clock }: ExplainedClock, all: readonly ExplainedClock[]): boolean {
  return !all.some(({ clock: other }) => other.target === clock.target && other.round > clock.round);
}

/** What is due first comes first; what has ended last. */
function compareClocks({ clock: one }: ExplainedClock, { clock: other }: ExplainedClock): number {
  const rank = (clock: ExplainedClock["clock"]) => {
    if (clock.endedAt !== null) return Number.POSITIVE_INFINITY;
    return clock.dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(clock.dueAt);
  };
  return rank(one) === rank(other) ? 0 : rank(one) - rank(other);
}

interface RunningClockProps {
  explained: ExplainedClock;
  sla: TicketSla;
  ticket: TicketView;
}
const soonMs = 30 * 60_000;

function RunningClock({ explained, sla, ticket }: RunningClockProps) {
  const { t } = useTranslation();
  const { duration, when } = useFormats();
  const { clock } = explained;
  const readAt = Date.parse(sla.now);
  // The clock of the page moves in steps, and never before what the hub has told.
  const now = Math.max(useNow(), readAt);
  const picture = pictureClock(explained, readAt, now);
  const leftMs = clock.targetBusinessMs - picture.usedBusinessMs;
  const isLate = picture.dueAt !== null && picture.dueAt <= now;
  const isSoon = leftMs < soonMs || leftMs < clock.targetBusinessMs / 4;
  const name = t(`ticket.clocks.targets.${clock.target}`);
  const total = duration(clock.targetBusinessMs);
  const kinds = new Set(picture.parts.map(({ kind }) => kind));
  const label = t("ticket.clocks.picture", {
    target: name,
    start: when(picture.start, now),
    due: picture.dueAt === null ? "–" : when(picture.dueAt, now),
    used: duration(picture.usedBusinessMs),
  });
  return (
    <section className={css.clock} aria-label={name}>
      <p className={css.line}>
        <span className={css.name}>{name}</span>
        {clock.stage === "paused" ? (
          <>
            <span className={css.pausedWord}>
              {t("ticket.clocks.paused", { time: when(pausedSince(explained) ?? picture.start, now) })}
            </span>
            <span className={css.about}>
              {t("ticket.clocks.pausedUsed", { used: duration(picture.usedBusinessMs), time: total })}
            </span>
          </>
        ) : (
          <>
            <span className={isLate ? css.late : isSoon ? css.soon : css.left}>
              {isLate && picture.dueAt !== null
                ? t("ticket.clocks.late", { time: duration(now - picture.dueAt) })
                : t("ticket.clocks.left", { time: duration(leftMs) })}
            </span>
            <span className={css.about}>
              {t("ticket.clocks.of", { time: total })}
              {picture.dueAt !== null && `, ${t("ticket.clocks.due", { time: when(picture.dueAt, now) })}`}
              {clock.dueBy !== null && ` (${t("ticket.clocks.dueBy", { desk: clock.dueBy })})`}
            </span>
          </>
        )}
      </p>
      <ClockDrawing picture={picture} now={now} label={label} />
      <ClockTells explained={explained} picture={picture} sla={sla} ticket={ticket} now={now} />
      <Legend kinds={kinds} />
    </section>
  );
}

function pausedSince({ stretches }: ExplainedClock): number | undefined {
  const last = stretches.at(-1);
  return last?.kind === "stopped" ? last.start : last?.end;
}

function EndedClock({ explained: { clock, usedBusinessMs } }: { explained: ExplainedClock }) {
  const { t } = useTranslation();
  const { duration } = useFormats();
  const time = duration(usedBusinessMs);
  const isMissed = clock.breachedAt !== null;
  return (
    <section className={`${css.clock} ${css.ended}`} aria-label={t(`ticket.clocks.targets.${clock.target}`)}>
      <p className={css.line}>
        <span className={css.name}>{t(`ticket.clocks.targets.${clock.target}`)}</span>
        {clock.stage === "cancelled" && !isMissed ? (
          <span className={css.about}>{t("ticket.clocks.cancelled")}</span>
        ) : (
          <span className={isMissed ? css.missed : css.met}>
            {isMissed ? t("ticket.clocks.missed", { time }) : t("ticket.clocks.met", { time })}
          </span>
        )}
        <span className={css.about}>{t("ticket.clocks.of", { time: duration(clock.targetBusinessMs) })}</span>
      </p>
    </section>
  );
}

const keys = [
  ["counted", "counted", css.swatchCounted],
  ["paused", "stopped", css.swatchPaused],
  ["outside", "outside", css.swatchOutside],
  ["remaining", "remaining", css.swatchRemaining],
] as const;

/** What a drawing means; only what it shows, and nothing where it is plain. */
function Legend({ kinds }: { kinds: ReadonlySet<Part["kind"]> }) {
  const { t } = useTranslation();
  if (!kinds.has("paused") && !kinds.has("outside")) return null;
  return (
    <p className={css.legend}>
      {keys
        .filter(([kind]) => kinds.has(kind) && kind !== "remaining")
        .map(([kind, word, look]) => (
          <span key={kind} className={css.key}>
            <span className={`${css.swatch} ${look}`} aria-hidden="true" />
            {t(`ticket.clocks.${word}`)}
          </span>
        ))}
    </p>
  );
}
