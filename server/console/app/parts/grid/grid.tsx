import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { GridProps } from "./grid-props.ts";
import { GridRow } from "./grid-row.tsx";
import css from "./grid.module.css";
import { useGridKeys } from "./use-grid-keys.ts";
import { useGridMemory } from "./use-grid-memory.ts";
import { useNarrow } from "./use-narrow.ts";

const [rowHeight, cardHeight, aheadRows] = [44, 84, 20];

/**
 * A list of any length: only what is seen is in the page. It is one stop of the Tab key; arrows, Page Up and Down, Home and End
 * move within it, Enter opens, the space bar marks. It fills the height that is left and scrolls by itself.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { label, rows, columns, rowKey, total, more, empty, loading = false } = props;
  const { t } = useTranslation();
  const id = useId();
  const isNarrow = useNarrow();
  const frame = useRef<HTMLDivElement>(null);
  const height = isNarrow ? cardHeight : rowHeight;
  const { found, remember } = useGridMemory(frame, rows.length > 0);
  const onOpen =
    props.onOpen &&
    ((row: Row) => {
      remember(rowKey(row));
      props.onOpen?.(row);
    });
  // The same as long as the rows are: with another one each row would be measured anew, at each step of scrolling.
  const getItemKey = useCallback(
    (index: number) => (rows[index] === undefined ? index : rowKey(rows[index])),
    [rows, rowKey],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey,
    initialOffset: found?.top ?? 0,
  });
  const scrollTo = (index: number) => virtual.scrollToIndex(index);
  const { activeIndex, handlers } = useGridKeys({ ...props, onOpen, frame, height, scrollTo, first: found?.row });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => virtual.measure(), [height, virtual]);
  useEffect(() => {
    if (more && rows.length > 0 && lastIndex >= rows.length - aheadRows) more();
  }, [more, lastIndex, rows.length]);
  const template = columns.map(({ width }) => width).join(" ");

  return (
    <div className={css.grid}>
      {!isNarrow && (
        <div className={css.head} style={{ gridTemplateColumns: template }} aria-hidden="true">
          {columns.map(({ key, title }) => (
            <span key={key}>{title}</span>
          ))}
        </div>
      )}
      <div
        ref={frame}
        className={css.frame}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={total ?? (more ? -1 : rows.length)}
        aria-busy={loading}
        {...(activeIndex >= 0 ? { "aria-activedescendant": `${id}-${activeIndex}` } : {})}
        {...handlers}
      >
        {rows.length === 0 &&
          (loading ? <Waiting height={height} label={t("common.loading")} /> : <None>{empty}</None>)}
        <div className={css.space} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const place = { start, height, isNarrow, template: isNarrow ? undefined : template };
            const own = { id: `${id}-${index}`, row, index, isActive: index === activeIndex, ...place };
            return <GridRow key={key} {...own} columns={columns} rowKey={rowKey} href={props.href} card={props.card} />;
          })}
        </div>
      </div>
    </div>
  );
}

function None({ children }: { children: GridProps<never>["empty"] }) {
  return (
    <div role="row">
      <div role="gridcell">{children}</div>
    </div>
  );
}

/** Grey rows where the real ones will be. */
function Waiting({ height, label }: { height: number; label: string }) {
  return (
    <div role="row">
      <div role="gridcell" className={css.waiting} aria-label={label}>
        {Array.from({ length: 8 }, (_, index) => (
          <span key={index} className={css.bone} style={{ height: height - 24 }} />
        ))}
      </div>
    </div>
  );
}
