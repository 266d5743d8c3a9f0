import { useMemo } from "react";
import { useFormats } from "../../text/formats.ts";

/** Writes a month, `2026-11` in the report: Nov 2026. */
export function useMonth(): (month: string) => string {
  const { formatOf } = useFormats();
  return useMemo(() => {
    const format = formatOf({ month: "short", year: "numeric" });
    return (month) => format.format(new Date(`${month}-01T00:00`));
  }, [formatOf]);
}
