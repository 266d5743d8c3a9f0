import { useMemo } from "react";
import { useTranslation } from "react-i18next";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

/** Made once for each language: to make them takes longer than to draw the row that asks for them. */
const kept = new Map<string, ReturnType<typeof makeFormats>>();

function makeFormats(locale: string) {
  const formatOf = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { hourCycle: "h23", ...options });
  return {
    formatOf,
    clock: formatOf({ hour: "2-digit", minute: "2-digit" }),
    clockSeconds: formatOf({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    dayMonth: formatOf({ weekday: "short", day: "numeric", month: "short" }),
    full: formatOf({ dateStyle: "medium", timeStyle: "short" }),
    date: formatOf({ dateStyle: "medium" }),
    number: new Intl.NumberFormat(locale),
  };
}

function formatsOf(language: string) {
  const locale = language === "de" ? "de" : "en-GB";
  const formats = kept.get(locale) ?? makeFormats(locale);
  kept.set(locale, formats);
  return formats;
}

/** How instants, durations and numbers are written in the chosen language; the clock has 24 hours always. */
export function useFormats() {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const { formatOf, clock, clockSeconds, dayMonth, full, date, number } = formatsOf(i18n.language);
    const toDate = (at: Date | string | number) => new Date(at);
    return {
      /** For what is written in a way or a zone of its own. */
      formatOf,
      /** 14:02:11 */
      time: (at: Date | string | number) => clockSeconds.format(toDate(at)),
      /** 14:02 of today; of another day with the day. @param now epoch ms */
      when: (at: Date | string | number, now = Date.now()) =>
        toDate(at).toDateString() === new Date(now).toDateString()
          ? clock.format(toDate(at))
          : `${dayMonth.format(toDate(at))}, ${clock.format(toDate(at))}`,
      /** 14:02 */
      clock: (at: Date | string | number) => clock.format(toDate(at)),
      /** Sat, 28 Nov */
      day: (at: Date | string | number) => dayMonth.format(toDate(at)),
      full: (at: Date | string | number) => full.format(toDate(at)),
      date: (at: Date | string | number) => date.format(toDate(at)),
      number: (value: number) => number.format(value),
      /** 12 kB, 1.4 MB */
      size: (bytes: number) =>
        bytes < 1_000_000
          ? `${number.format(Math.max(1, Math.round(bytes / 1_000)))} kB`
          : `${number.format(Math.round(bytes / 100_000) / 10)} MB`,
      percent: (part: number) => `${number.format(Math.round(part * 100))}\u00A0%`,
      /** In two units at most: 3 d 4 h, 3 h 05, 42 min, 12 s. */
      duration: (ms: number) => {
        const rounded = Math.abs(ms);
        if (rounded >= day) {
          const [days, hours] = [Math.floor(rounded / day), Math.floor((rounded % day) / hour)];
          return hours === 0 ? t("common.duration.wholeDays", { days }) : t("common.duration.days", { days, hours });
        }
        if (rounded >= hour) {
          const minutes = String(Math.floor((rounded % hour) / minute)).padStart(2, "0");
          return t("common.duration.hours", { hours: Math.floor(rounded / hour), minutes });
        }
        if (rounded >= minute) return t("common.duration.minutes", { minutes: Math.floor(rounded / minute) });
        return t("common.duration.seconds", { seconds: Math.floor(rounded / second) });
      },
    };
  }, [t, i18n.language]);
}
