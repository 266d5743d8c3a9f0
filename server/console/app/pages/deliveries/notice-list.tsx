import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { useFormats } from "../../text/formats.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./deliveries.module.css";

/** What people were told that needs them. */
export function NoticeList() {
  const { t } = useTranslation();
  const { full } = useFormats();
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["notices", all],
    queryFn: () => ask(api.notices.$get({ query: { limit: "200", ...(all ? { all: "true" } : {}) } })),
    refetchInterval: 10_000,
  });
  return (
    <>
      <p className={css.muted}>{t("deliveries.notices.about")}</p>
      <div className={`${css.bar} ${css.gap}`}>
        <Checkbox
          label={t("deliveries.notices.all")}
          checked={all}
          onChange={({ currentTarget }) => setAll(currentTarget.checked)}
        />
      </div>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      {data?.length === 0 && (
        <Empty title={t("deliveries.notices.empty")}>
          <Link to="/deliveries" search={{ tab: "quarantine" }}>
            {t("deliveries.notices.toQuarantine")}
          </Link>
        </Empty>
      )}
      {data && data.length > 0 && (
        <ul className={css.rows}>
          {data.map((notice) => (
            <li key={notice.id} className={css.row}>
              <div className={css.words}>
                <b>{sayHubWords(notice.title)}</b>
                <p>{sayHubWords(notice.body)}</p>
                <span className={css.second}>
                  {full(notice.at)}
                  {notice.mailedAt && `, ${t("deliveries.notices.mailed", { time: full(notice.mailedAt) })}`}
                  {notice.settledAt && `, ${t("deliveries.notices.settled", { time: full(notice.settledAt) })}`}
                </span>
              </div>
              {notice.connection && (
                <Link to="/connections/$name" params={{ name: notice.connection }}>
                  {notice.connection}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
