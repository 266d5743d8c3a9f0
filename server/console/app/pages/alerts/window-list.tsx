import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import css from "./alerts.module.css";
import { NewWindowDialog } from "./new-window-dialog.tsx";

type Window = InferResponseType<typeof api.maintenance.$get, 200>[number];

/** What is planned or silenced, and is not over; it can be ended here. */
export function WindowList() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const mayEdit = isAtLeast(me.role, "technician");
  const [isNew, setIsNew] = useState(false);
  const [ending, setEnding] = useState<Window>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["windows"],
    queryFn: () => ask(api.maintenance.$get()),
    refetchInterval: 10_000,
  });
  return (
    <Panel
      flush
      title={t("alerts.views.windows")}
      tools={
        mayEdit && (
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => setIsNew(true)}
          >
            {t("windows.add")}
          </Button>
        )
      }
    >
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
      {isNew && <NewWindowDialog onClose={() => setIsNew(false)} />}
      {ending && <EndDialog window={ending} onClose={() => setEnding(undefined)} />}
    </Panel>
  );
}

function WindowRow({ window, onEnd }: { window: Window; onEnd: (() => void) | undefined }) {
  const { t } = useTranslation();
  const times = useWindowTimes()(window);
  const parts = [window.client ?? t("windows.allClients"), window.resource, window.service].filter(Boolean);
  return (
    <tr>
      <td>
        <strong className={css.strong}>{window.reason}</strong>
        <br />
        <span className={css.muted}>{t(`windows.kindShort.${window.kind}`)}</span>
      </td>
      <td>{parts.join(", ")}</td>
      <td>{times}</td>
      <td className={css.muted}>{window.owner}</td>
      <td>
        {onEnd && (
          <Button variant="default" size="xs" onClick={onEnd}>
            {t("windows.end")}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** From when until when, and how often it comes again. */
function useWindowTimes(): (window: Window) => string {
  const { t } = useTranslation();
  const { when } = useFormats();
  const days = [1, 2, 3, 4, 5, 6, 7] as const;
  return ({ startsAt, endsAt, recurrence }) => {
    const until = endsAt ? t("windows.until", { time: when(endsAt) }) : t("windows.openEnd");
    const from = new Date(startsAt).getTime() > Date.now() ? `${t("windows.from", { time: when(startsAt) })}, ` : "";
    if (!recurrence) return `${from}${until}`;
    const named = days.filter((day) => recurrence.days.includes(day)).map((day) => t(`windows.days.${day}`));
    const again = t("windows.again", { ...recurrence, days: named.join(" ") });
    return `${from}${again}; ${until}`;
  };
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
      title={t("windows.endTitle")}
      onClose={onClose}
      confirm={t("windows.end")}
      busy={isPending}
      error={error}
      onConfirm={() => mutate()}
    >
      <p>{t("windows.endAbout", { reason: window.reason })}</p>
    </AskFirst>
  );
}
