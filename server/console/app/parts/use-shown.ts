import { useTranslation } from "react-i18next";
import { useFormats } from "../text/formats.ts";

/** How many rows there are, in words; while more are to come and nobody has counted them, as many as are here, and more. */
export function useShown(
  { rows, more }: { rows: readonly unknown[]; more: (() => void) | undefined },
  total?: number,
): string {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (!more) return t("ticketList.shown", { number: number(rows.length) });
  return total === undefined || total < rows.length
    ? t("ticketList.shownMore", { number: number(rows.length) })
    : t("ticketList.shown", { number: number(total) });
}
