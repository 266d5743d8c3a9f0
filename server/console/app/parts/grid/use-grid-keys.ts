import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from "react";
import type { GridProps } from "./grid-props.ts";

interface KeyDeps<Row> extends Pick<GridProps<Row>, "rows" | "rowKey" | "onOpen" | "onMark"> {
  frame: RefObject<HTMLElement | null>;
  height: number;
  scrollTo(index: number): void;
  /** The row on which one begins. */
  first: string | undefined;
}

/** Which row of a list one is on, and how one moves and opens by key and by mouse. */
export function useGridKeys<Row>(deps: KeyDeps<Row>) {
  const { rows, rowKey, onOpen, onMark, frame, height, scrollTo, first } = deps;
  const [active, setActive] = useState(first);
  const activeIndex = rows.findIndex((row) => rowKey(row) === active);
  const moveTo = (wanted: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, wanted));
    const row = rows[index];
    if (row === undefined) return;
    setActive(rowKey(row));
    scrollTo(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const perPage = Math.max(1, Math.floor((frame.current?.clientHeight ?? height) / height) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + perPage,
      PageUp: activeIndex - perPage,
      Home: 0,
      End: rows.length - 1,
    };
    const step = steps[event.key];
    const row = rows[activeIndex];
    if (event.target !== frame.current) return;
    if (step !== undefined) moveTo(step);
    else if (event.key === "Enter" && row !== undefined) onOpen?.(row);
    else if (event.key === " " && row !== undefined && onMark) onMark(row);
    else return;
    event.preventDefault();
  };
  // One handler for all rows: a router's link in each costs more than the row.
  const onClick = (event: MouseEvent) => {
    const isOther = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey;
    if (!onOpen || event.defaultPrevented || isOther) return;
    const target = event.target as HTMLElement;
    if (target.closest("button, input, select, textarea")) return;
    const key = target.closest<HTMLElement>("[data-row]")?.dataset["row"];
    const row = rows.find((one) => rowKey(one) === key);
    if (row === undefined) return;
    event.preventDefault();
    setActive(key);
    onOpen(row);
  };
  const onFocus = () => {
    if (activeIndex < 0 && rows[0] !== undefined) setActive(rowKey(rows[0]));
  };
  return { activeIndex, handlers: { onKeyDown, onClick, onFocus } };
}
