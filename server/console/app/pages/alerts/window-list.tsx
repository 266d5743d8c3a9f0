import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { FormDialog } from "../../parts/form-dialog.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import { toLocal } from "../../text/local-time.ts";
import css from "./alerts.module.css";
import { NewWindowButton } from "./new-window-button.tsx";
import { useWindowWords, type Window, windowsQuery } from "./use-window-words.ts";
import { ownZone } from "./window-draft.ts";

/** What is planned or silenced, and is not over; it can be ended here. */
export function WindowList() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const mayEdit = isAtLeast(me.role, "technician");
  const [ending, setEnding] = useState<Window>();
  const [changing, setChanging] = useState<Window>();
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
              <WindowRow key={window.id} window={window}>
                {mayEdit && (
                  <div className={css.tools}>
                    <Button variant="default" size="xs" onClick={() => setChanging(window)}>
                      {t("windows.changeEnd")}
                    </Button>
                    <Button variant="default" size="xs" onClick={() => setEnding(window)}>
                      {t(window.recurrence ? "windows.endSeries" : "windows.end")}
                    </Button>
                  </div>
                )}
              </WindowRow>
            ))}
          </tbody>
        </table>
      )}
      {ending && <EndDialog window={ending} onClose={() => setEnding(undefined)} />}
      {changing && <ChangeEndDialog window={changing} onClose={() => setChanging(undefined)} />}
    </Panel>
  );
}

function WindowRow({ window, children }: { window: Window; children: ReactNode }) {
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
      <td>{children}</td>
    </tr>
  );
}

/** Work that takes longer than was planned, or less. */
function ChangeEndDialog({ window, onClose }: { window: Window; onClose: () => void }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const [until, setUntil] = useState(window.endsAt === null ? "" : toLocal(new Date(window.endsAt)));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      ask(api.maintenance[":id"].$patch({ param: { id: window.id }, json: { endsAt: new Date(until).toISOString() } })),
    onSuccess: async ({ endsAt }) => {
      await queries.invalidateQueries({ queryKey: ["windows"] });
      tell(t("windows.endChanged", { time: when(endsAt) }));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("windows.changeEndTitle")}
      about={t("windows.changeEndAbout", { reason: window.reason })}
      submit={t("common.save")}
      onSubmit={() => mutate()}
      onClose={onClose}
      isBusy={isPending}
      error={error}
    >
      <NeededField
        type="datetime-local"
        data-autofocus
        label={t(window.recurrence ? "windows.rowEnds" : "windows.endsAt")}
        description={t("windows.yourClock", { zone: ownZone() })}
        value={until}
        onChange={setUntil}
      />
    </FormDialog>
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
