import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { useFormats } from "../../text/formats.ts";
import css from "./now.module.css";

/** A shift ends on the minute. */
const againMs = 60_000;

/** Who is on call now, of each schedule; nothing where there are none. */
export function DutyNote() {
  const { t } = useTranslation();
  const { when } = useFormats();
  const { me } = useRouteContext({ from: "/shell" });
  const { data } = useQuery({
    queryKey: ["duty", "now"],
    queryFn: () => ask(api["on-call"].who.$get({ query: {} })),
    refetchInterval: againMs,
    enabled: me.clients === null,
  });
  if (!data || data.schedules.length === 0) return null;
  return (
    <section className={css.note}>
      <h2>{t("now.duty.title")}</h2>
      <ul>
        {data.schedules.map(({ schedule, person, because, until }) => {
          const isOff = !person && because.by === "noLayer";
          return (
            <li key={schedule.id} className={css.two}>
              <span className={person ? css.strong : isOff ? css.muted : css.missing}>
                {person?.name ?? t(isOff ? "now.duty.off" : "now.duty.nobody")}
              </span>
              <span className={css.muted}>{schedule.name}</span>
              {until && <span className={css.muted}>{t("now.duty.until", { time: when(until) })}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
