import { useFormats } from "../../text/formats.ts";

/** Writes the end of a span, whose day is told only where it is another than that of its start. */
export function useUntil(): (start: string, end: string) => string {
  const { clock, when } = useFormats();
  return (start, end) => (new Date(start).toDateString() === new Date(end).toDateString() ? clock(end) : when(end));
}
