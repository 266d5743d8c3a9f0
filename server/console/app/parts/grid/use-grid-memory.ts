import { useRouterState } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef, useState } from "react";

interface Memory {
  row: string;
  top: number;
}
/** By the place in the browser's history: who goes back comes to where they were, who comes anew begins at the top. */
const kept = new Map<string, Memory>();
const mostKept = 100;

/** Remembers which row was opened and how far the list was scrolled, for who comes back. */
export function useGridMemory(frame: RefObject<HTMLElement | null>, hasRows: boolean) {
  const place = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? location.href });
  const [found] = useState(() => kept.get(place));
  const isOpen = useRef(found !== undefined);
  useEffect(() => {
    if (!isOpen.current || !found || !hasRows) return;
    isOpen.current = false;
    if (frame.current) frame.current.scrollTop = found.top;
    // After the page around it, which begins at its head.
    const timer = requestAnimationFrame(() => frame.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(timer);
  }, [found, frame, hasRows]);
  return {
    found,
    remember(row: string) {
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? "");
      kept.set(place, { row, top: frame.current?.scrollTop ?? 0 });
    },
  };
}
