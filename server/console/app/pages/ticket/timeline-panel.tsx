import { Button, SegmentedControl } from "@mantine/core";
import { useRouteContext } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Prose } from "../../parts/markdown/markdown.tsx";
import { Panel } from "../../parts/panel.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import { CommentForm } from "./comment-form.tsx";
import type { TicketView } from "./ticket-queries.ts";
import { foldWrites, isQuiet, type Line, toLine } from "./timeline-line.ts";
import css from "./timeline.module.css";
import { useLineWords } from "./use-line-words.ts";

const filters = ["all", "comments", "changes"] as const;
type Filter = (typeof filters)[number];
const fits: Readonly<Record<Filter, (line: Line) => boolean>> = {
  all: () => true,
  comments: ({ group }) => group === "comment",
  changes: ({ group }) => group === "change",
};
/** So many are drawn until more are asked for; a ticket in a storm has thousands. */
const shownAtFirst = 60;

/** All that happened, newest on top, and what one has to say oneself. */
export function TimelinePanel({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const words = useLineWords();
  const [filter, setFilter] = useState<Filter>("all");
  const [isLoud, setIsLoud] = useState(false);
  const [most, setMost] = useState(shownAtFirst);
  const { lines, quiet } = useMemo(() => {
    const entries = ticket.timeline.map((entry, index) => ({ entry, index })).toReversed();
    const heard = entries.filter(({ entry }) => isLoud || !isQuiet(entry));
    return {
      lines: foldWrites(
        heard.map(({ entry, index }) => toLine(entry, index, ticket, words)),
        words,
      ),
      quiet: entries.length - heard.length,
    };
  }, [ticket, words, isLoud]);
  const fitting = lines.filter(fits[filter]);
  const shown = fitting.slice(0, most);
  return (
    <Panel
      title={t("ticket.timeline.title")}
      tools={
        <SegmentedControl
          size="xs"
          aria-label={t("ticket.timeline.filter")}
          value={filter}
          data={filters.map((value) => ({ value, label: t(`ticket.timeline.${value}`) }))}
          onChange={(value) => setFilter(value as Filter)}
        />
      }
    >
      {isAtLeast(me.role, "technician") && <CommentForm ticketId={ticket.id} />}
      {fitting.length === 0 && <NothingHere filter={filter} />}
      <ol className={css.lines}>
        {shown.map((line, index) => (
          <StoryLine key={line.key} line={line} isNewDay={isNewDay(line.at, shown[index - 1]?.at)} />
        ))}
      </ol>
      {fitting.length > shown.length && (
        <Button variant="default" size="xs" fullWidth onClick={() => setMost(most + 200)}>
          {t("ticket.timeline.older", { count: fitting.length - shown.length })}
        </Button>
      )}
      {quiet > 0 && filter === "all" && (
        <Button variant="subtle" color="gray" size="compact-sm" mt={8} onClick={() => setIsLoud(true)}>
          {t("ticket.timeline.quiet", { count: quiet })}
        </Button>
      )}
    </Panel>
  );
}

function NothingHere({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  if (filter === "comments")
    return (
      <Empty title={t("ticket.timeline.emptyComments")}>
        <p>{t("ticket.timeline.emptyCommentsHelp")}</p>
      </Empty>
    );
  return <Empty title={filter === "changes" ? t("ticket.timeline.emptyChanges") : t("ticket.timeline.empty")} />;
}

/** Whether a line is of another day than the one above it; the first above all is today. */
function isNewDay(at: string, above: string | undefined): boolean {
  return new Date(at).toDateString() !== (above === undefined ? new Date() : new Date(above)).toDateString();
}

function StoryLine({ line: { at, icon, text, about, comment, isOff }, isNewDay }: { line: Line; isNewDay: boolean }) {
  const { clock, day, full } = useFormats();
  return (
    <li className={css.line}>
      {isNewDay && <span className={css.day}>{day(at)}</span>}
      <time className={css.time} dateTime={at} title={full(at)}>
        {clock(at)}
      </time>
      <span className={isOff ? css.iconOff : css.icon}>
        <Icon name={icon} />
      </span>
      <div className={css.words}>
        <p className={comment ? css.said : isOff ? css.off : css.text}>
          {text}
          {comment && about && `, ${about}`}
        </p>
        {!comment && about && <p className={css.about}>{about}</p>}
        {comment && (
          <div className={comment.isPublic ? css.public : css.internal}>
            <Prose text={comment.body} format={comment.format} />
          </div>
        )}
      </div>
    </li>
  );
}
