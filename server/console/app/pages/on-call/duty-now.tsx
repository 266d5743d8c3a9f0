import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { useFormats } from "../../text/formats.ts";
import css from "./on-call.module.css";

/** Who is on duty at this moment, by which change, until when, and who comes next; nobody by plan is no alarm. */
export function DutyNow() {
  const { t } = useTranslation();
  const { when } = useFormats();
  const who = useQuery({
    queryKey: ["on-call", "who"],
    queryFn: () => ask(api["on-call"].who.$get({ query: {} })),
    refetchInterval: 30_000,
  });
  if (who.error) return <Failure error={who.error} retry={() => void who.refetch()} />;
  if (!who.data) return <Bones rows={1} />;
  if (who.data.schedules.length === 0)
    return (
      <Empty title={t("onCall.noPlan")}>
        <p>{t("onCall.noPlanHelp")}</p>
        <Link to="/on-call" search={{ part: "plan" }}>
          {t("onCall.writePlan")}
        </Link>
      </Empty>
    );
  return (
    <section className={css.now} aria-label={t("onCall.now")}>
      {who.data.schedules.map(({ schedule, person, because, until, next }) => (
        <div key={schedule.id} className={person || because.by === "noLayer" ? css.duty : css.nobody}>
          <p className={css.of}>{schedule.name}</p>
          <p className={person || because.by !== "noLayer" ? css.person : css.free}>
            {person?.name ?? t("onCall.nobody")}
          </p>
          <p className={form.help}>
            {person
              ? [
                  because.by === "override" && t("onCall.because.override", { name: because.madeBy }),
                  until && t("onCall.until", { when: when(until) }),
                ]
                  .filter(Boolean)
                  .join(", ")
              : because.by === "noLayer"
                ? until
                  ? t("onCall.offUntil", { when: when(until) })
                  : t("onCall.off")
                : t("onCall.nobodyNow")}
          </p>
          {next && <p className={form.help}>{t("onCall.next", { name: next.person.name, when: when(next.from) })}</p>}
        </div>
      ))}
    </section>
  );
}
