import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { NewWindowButton } from "../alerts/new-window-button.tsx";
import { useWindowWords, windowsQuery } from "../alerts/use-window-words.ts";
import css from "./clients.module.css";

interface WindowsProps {
  client: { id: string; name: string };
  mayAdd: boolean;
}

/** Times in which alerts of a client open no tickets. */
export function ClientWindows({ client, mayAdd }: WindowsProps) {
  const { t } = useTranslation();
  const words = useWindowWords();
  const { data, error, refetch } = useQuery(windowsQuery);
  const own = (data ?? []).filter((one) => one.clientId === null || one.clientId === client.id);
  return (
    <Panel title={t("clients.one.windows")} tools={mayAdd && <NewWindowButton client={client.name} />}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {data && own.length === 0 && <p className={css.help}>{t("clients.one.noWindows")}</p>}
      <ul className={css.windows}>
        {own.map((one) => (
          <li key={one.id}>
            <p>
              {words.kind(one)}: {one.reason}
            </p>
            <p className={css.about}>{[words.times(one), words.what(one), one.owner].join("; ")}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
