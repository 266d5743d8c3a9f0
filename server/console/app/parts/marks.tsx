import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../data/clock.ts";
import { useFormats } from "../text/formats.ts";
import { Icon, type IconName } from "./icon.tsx";
import css from "./marks.module.css";

export type Severity = "critical" | "high" | "medium" | "low" | "info";
const shapes: Readonly<Record<Severity, IconName>> = {
  critical: "cross",
  high: "triangle",
  medium: "dot",
  low: "dot",
  info: "dot",
};

/** Words for who hears the page. */
export function Unseen({ children }: { children: ReactNode }) {
  return <span className={css.unseen}>{children}</span>;
}

/** P1 is inverse, P2 framed, the others pale: no hue, since a hue says that somebody is late. */
export function PriorityMark({ priority }: { priority: number }) {
  const { t } = useTranslation();
  const known = Math.min(5, Math.max(1, priority)) as 1 | 2 | 3 | 4 | 5;
  const look = known === 1 ? css.first : known === 2 ? css.second : css.other;
  return (
    <span className={look} title={t(`common.priority.${known}`)}>
      P{known}
    </span>
  );
}

/** Two letters of a desk, its name behind them. */
export function DeskMark({ name, title }: { name: string; title?: string }) {
  const words = (title ?? name).split(/[\s\-_]+/).filter(Boolean);
  const letters = words.length > 1 ? words.map((word) => word[0]).join("") : (title ?? name);
  return (
    <span className={css.desk} title={title ?? name}>
      <span aria-hidden="true">{letters.slice(0, 2).toUpperCase()}</span>
      <Unseen>{title ?? name}</Unseen>
    </span>
  );
}

export function SeverityMark({ severity, clear = false }: { severity: Severity; clear?: boolean }) {
  const { t } = useTranslation();
  const look = clear ? css.clear : severity === "critical" ? css.critical : severity === "high" ? css.high : css.calm;
  return (
    <span className={look} title={t(`common.severity.${severity}`)}>
      <Icon name={clear ? "check" : shapes[severity]} />
      <Unseen>{t(`common.severity.${severity}`)}</Unseen>
    </span>
  );
}

/** How much of something, 0 to 1. @param soon it runs out, or is used up: worth a look */
export function PartBar({ part, soon }: { part: number; soon: boolean }) {
  return (
    <svg className={css.bar} viewBox="0 0 48 6" aria-hidden="true">
      <rect className={css.track} width={48} height={6} rx={3} />
      <rect className={soon ? css.soonBar : css.fineBar} width={48 * part} height={6} rx={3} />
    </svg>
  );
}

interface TimeLeftProps {
  /** Null = no clock runs. */
  dueAt: string | null;
  /** How long it was given in all, of which `dueAt` is the end; ms. Undefined = only what is left decides whether it is short. */
  totalMs?: number | undefined;
  paused?: boolean;
}
const soonMs = 30 * 60_000;
/** Below this part of the time given it is soon; a bar is no longer than this then, whatever was given. */
const soonPart = 0.25;

/** How near a due instant is. Late is the only filled label; short and long bars differ in more than colour. */
export function TimeLeft({ dueAt, totalMs, paused = false }: TimeLeftProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { duration, full } = useFormats();
  if (paused)
    return (
      <span className={css.left} {...(dueAt === null ? {} : { title: full(dueAt) })}>
        <span className={css.pausedBar} aria-hidden="true" />
        <span className={css.pausedText}>{t("common.paused")}</span>
      </span>
    );
  if (dueAt === null) return <span className={css.none}>–</span>;
  const leftMs = new Date(dueAt).getTime() - now;
  if (leftMs < 0)
    return (
      <span className={css.late} title={full(dueAt)}>
        {t("common.late", { time: duration(leftMs) })}
      </span>
    );
  const part = totalMs ? Math.min(1, leftMs / totalMs) : Math.min(1, leftMs / (4 * 3_600_000));
  const isSoon = leftMs < soonMs || (totalMs !== undefined && part < soonPart);
  return (
    <span className={css.left} title={full(dueAt)}>
      <PartBar part={Math.max(2 / 48, isSoon ? Math.min(part, soonPart) : part)} soon={isSoon} />
      <span className={isSoon ? css.soonText : css.fineText}>{duration(leftMs)}</span>
    </span>
  );
}
