import { useTranslation } from "react-i18next";
import { useFormats } from "../../text/formats.ts";
import type { ClockPicture } from "./clock-parts.ts";
import css from "./clock.module.css";
import { readDetail, textOf } from "../../data/read-detail.ts";
import type { ExplainedClock, TicketSla, TicketView } from "./ticket-queries.ts";

interface ClockTellsProps {
  explained: ExplainedClock;
  picture: ClockPicture;
  sla: TicketSla;
  ticket: TicketView;
  now: number;
}

/** Beside a drawing: at which share something is done, and who was or will be told. */
export function ClockTells({ explained: { clock }, picture, sla, ticket, now }: ClockTellsProps) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const due = picture.dueAt === null ? [] : [{ share: 100, at: picture.dueAt, isDone: picture.dueAt <= now }];
  const say = (share: number, isDone: boolean, time: string, names: string): string | undefined => {
    if (share === 100 && isDone)
      return names ? t("ticket.clocks.breachTold", { time, names }) : t("ticket.clocks.breached", { time });
    if (share === 100) return names ? t("ticket.clocks.breachAhead", { time, names }) : undefined;
    if (isDone)
      return names ? t("ticket.clocks.usedTold", { share, time, names }) : t("ticket.clocks.used", { share, time });
    return names ? t("ticket.clocks.aheadTells", { share, time, names }) : t("ticket.clocks.ahead", { share, time });
  };
  const lines = [...picture.marks, ...due].flatMap(({ share, at, isDone }) => {
    const planned = sla.tells
      .filter((tell) => tell.target === clock.target && tell.share === share)
      .flatMap(({ names }) => names);
    const names = isDone ? listTold(ticket, clock, share) : planned;
    const text = say(share, isDone, when(at, now), names.join(", "));
    return text === undefined ? [] : [{ share, isDone, text }];
  });
  // While it is paused nobody knows when; only what is to come is told.
  const waiting = clock.stage === "paused" ? sla.tells.filter(({ target }) => target === clock.target) : [];
  if (lines.length + waiting.length === 0) return null;
  return (
    <ul className={css.tells}>
      {lines.map(({ share, isDone, text }) => (
        <li key={share} className={isDone ? `${css.tell} ${css.told}` : css.tell}>
          {text}
        </li>
      ))}
      {waiting.map(({ share, policy, names }) => (
        <li key={`${policy} ${share}`} className={css.tell}>
          {t("ticket.clocks.pausedTells", { share, names: names.join(", ") })}
        </li>
      ))}
    </ul>
  );
}

/** Whom the escalations that began with this share have told. */
function listTold({ timeline }: TicketView, { target, round }: ExplainedClock["clock"], share: number): string[] {
  const begun = timeline.flatMap(({ kind, detail }) => {
    const { cause, id } = readDetail(detail);
    const began = readDetail(cause);
    const fits = began["target"] === target && began["round"] === round && began["share"] === share;
    return kind === "escalation" && fits ? [textOf(id)] : [];
  });
  const names = timeline.flatMap(({ kind, detail }) => {
    const { escalation, told } = readDetail(detail);
    return kind === "page" && begun.includes(textOf(escalation)) ? [textOf(told) ?? ""] : [];
  });
  return [...new Set(names.filter(Boolean))];
}
