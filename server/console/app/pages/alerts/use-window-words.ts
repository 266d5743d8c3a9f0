import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { useFormats } from "../../text/formats.ts";
import { ownZone } from "./window-draft.ts";

export type Window = InferResponseType<typeof api.maintenance.$get, 200>[number];

/** What is planned or silenced, and is not over. */
export const windowsQuery = {
  queryKey: ["windows"],
  queryFn: () => ask(api.maintenance.$get()),
  refetchInterval: 10_000,
} as const;

export const days = [1, 2, 3, 4, 5, 6, 7] as const;
const dayMinutes = 1_440;
const pad = (value: number) => String(value).padStart(2, "0");

/** @param from as 02:00 */
function endOf(from: string, minutes: number): string {
  const [hour = 0, minute = 0] = from.split(":").map(Number);
  const end = (hour * 60 + minute + minutes) % dayMinutes;
  return `${pad(Math.floor(end / 60))}:${pad(end % 60)}`;
}

/** When a window is and what it holds back, in the same words wherever it is shown. */
export function useWindowWords() {
  const { t } = useTranslation();
  const { when, duration } = useFormats();
  const again = ({ days: chosen, from, minutes, timeZone }: NonNullable<Window["recurrence"]>) => {
    const named = days.filter((day) => chosen.includes(day)).map((day) => t(`windows.days.${day}`));
    const on = named.length === days.length ? t("windows.day") : named.join(", ");
    const hours =
      minutes < dayMinutes
        ? t("windows.again", { days: on, from, to: endOf(from, minutes) })
        : t("windows.againLong", { days: on, from, lasts: duration(minutes * 60_000) });
    // Elsewhere the clock shows another time.
    return timeZone === ownZone() ? hours : `${hours} (${timeZone})`;
  };
  return {
    kind: ({ kind }: Window) => t(`windows.kindShort.${kind}`),
    what: ({ client, resource, service }: Window) =>
      [client ?? t("windows.allClients"), resource, service].filter(Boolean).join(", "),
    /** From when until when, and how often it comes again. */
    times({ startsAt, endsAt, recurrence }: Pick<Window, "startsAt" | "endsAt" | "recurrence">): string {
      const isAhead = new Date(startsAt).getTime() > Date.now();
      const end = endsAt ? t("windows.until", { time: when(endsAt) }) : recurrence ? "" : t("windows.openEnd");
      return [isAhead ? t("windows.from", { time: when(startsAt) }) : "", recurrence ? again(recurrence) : "", end]
        .filter(Boolean)
        .join(", ");
    },
  };
}
