import { type PointerEvent, useRef, useState } from "react";

const hourMs = 3_600_000;
/** Less is a click on what stands there. */
const leastPixels = 6;

interface Selected {
  from: number;
  to: number;
}

/** Marks a stretch of time by dragging along a line, in whole hours. @param onDone when the pointer is let go */
export function useDrag(begin: number, end: number, onDone: (from: Date, to: Date) => void) {
  const start = useRef<{ x: number; at: number }>(undefined);
  const [selected, setSelected] = useState<Selected>();
  const toTime = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return Math.round((begin + part * (end - begin)) / hourMs) * hourMs;
  };
  return {
    selected,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button === 0) start.current = { x: event.clientX, at: toTime(event) };
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const from = start.current;
        if (!from || Math.abs(event.clientX - from.x) < leastPixels) return;
        // From now on the line hears all of it, and no shift takes it for a click.
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = toTime(event);
        setSelected({ from: Math.min(from.at, at), to: Math.max(from.at, at) });
      },
      onPointerUp() {
        start.current = undefined;
        if (selected && selected.to > selected.from) onDone(new Date(selected.from), new Date(selected.to));
        setSelected(undefined);
      },
      onPointerCancel() {
        start.current = undefined;
        setSelected(undefined);
      },
    },
  };
}
