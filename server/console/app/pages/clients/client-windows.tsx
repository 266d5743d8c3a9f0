import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./clients.module.css";

/** Times in which alerts of a client open no tickets. */
export function ClientWindows({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const { full } = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: ["maintenance"],
    queryFn: () => ask(api.maintenance.$get()),
    refetchInterval: 10_000,
  });
  const own = (data ?? []).filter((one) => one.clientId === null || one.clientId === clientId);
  return (
    <Panel title={t("clients.one.windows")}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {data && own.length === 0 && <p className={css.help}>{t("clients.one.noWindows")}</p>}
      <ul className={css.windows}>
        {own.map((one) => (
          <li key={one.id}>
            <p>
              {t(`clients.one.kinds.${one.kind}`)}: {one.reason}
            </p>
            <p className={css.about}>
              {[
                one.endsAt === null
                  ? t("clients.one.from", { from: full(one.startsAt) })
                  : t("clients.one.until", { from: full(one.startsAt), to: full(one.endsAt) }),
                one.recurrence ? t("clients.one.recurs") : "",
                one.resource ?? "",
                one.service ?? "",
                one.clientId === null ? t("clients.one.everywhere") : "",
                one.owner,
              ]
                .filter(Boolean)
                .join(", ")}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
