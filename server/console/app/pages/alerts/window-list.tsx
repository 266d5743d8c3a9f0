import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import css from "./alerts.module.css";
import { NewWindowButton } from "./new-window-button.tsx";
import { useWindowWords, type Window, windowsQuery } from "./use-window-words.ts";

/** What is planned or silenced, and is not over; it can be ended here. */
export function WindowList() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const mayEdit = isAtLeast(me.role, "technician");
  const [ending, setEnding] = useState<Window>();
  const { data, error, isPending, refetch } = useQuery(windowsQuery);
  return (
    <Panel flush title={t("alerts.views.windows")} tools={mayEdit && <NewWindowButton />}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {isPending && <p className={css.muted}>{t("common.loading")}</p>}
      {data?.length === 0 && (
        <Empty title={t("windows.none")}>
          <p>{t("windows.noneHelp")}</p>
        </Empty>
      )}
      {data && data.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              <th>{t("windows.reason")}</th>
              <th>{t("windows.what")}</th>
              <th>{t("windows.when")}</th>
              <th>{t("windows.owner")}</th>
              <th aria-label={t("windows.end")} />
            </tr>
          </thead>
          <tbody>
            {data.map((window) => (
              <WindowRow key={window.id} window={window} onEnd={mayEdit ? () => setEnding(window) : undefined} />
            ))}
          </tbody>
        </table>
      )}
      {ending && <EndDialog window={ending} onClose={() => setEnding(undefined)} />}
    </Panel>
  );
}

function WindowRow({ window, onEnd }: { window: Window; onEnd: (() => void) | undefined }) {
  const { t } = useTranslation();
  const words = useWindowWords();
  return (
    <tr>
      <td>
        <strong className={css.strong}>{window.reason}</strong>
        <br />
        <span className={css.muted}>{words.kind(window)}</span>
      </td>
      <td>{words.what(window)}</td>
      <td>{words.times(window)}</td>
      <td className={css.muted}>{window.owner}</td>
      <td>
        {onEnd && (
          <Button variant="default" size="xs" onClick={onEnd}>
            {t(window.recurrence ? "windows.endSeries" : "windows.end")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function EndDialog({ window, onClose }: { window: Window; onClose: () => void }) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => ask(api.maintenance[":id"].$delete({ param: { id: window.id } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["windows"] });
      tell(t("windows.ended"));
      onClose();
    },
  });
  return (
    <AskFirst
      opened
      title={t(window.recurrence ? "windows.endSeriesTitle" : "windows.endTitle")}
      onClose={onClose}
      confirm={t(window.recurrence ? "windows.endSeries" : "windows.end")}
      busy={isPending}
      error={error}
      onConfirm={() => mutate()}
    >
      <p>{t("windows.endAbout", { reason: window.reason })}</p>
    </AskFirst>
  );
}
