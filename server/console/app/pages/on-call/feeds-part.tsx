import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Once } from "../../parts/once.tsx";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import css from "./on-call.module.css";

/** Calendars to which people subscribe: made, shown once, revoked. */
export function FeedsPart() {
  const { t, i18n } = useTranslation();
  const { when } = useFormats();
  const [revoked, setRevoked] = useState<{ id: string; name: string }>();
  const [chosen, setChosen] = useState<string>();
  const list = useQuery({ queryKey: ["on-call", "feeds"], queryFn: () => ask(api["on-call"].feeds.$get()) });
  const load = useQuery({ queryKey: ["on-call", "load"], queryFn: () => ask(api["on-call"].load.$get({ query: {} })) });
  const who = useQuery({ queryKey: ["on-call", "who"], queryFn: () => ask(api["on-call"].who.$get({ query: {} })) });
  const offered = [
    ...(load.data?.people ?? []).map(({ person }) => ({
      value: `person ${person.id}`,
      label: t("onCall.ofPerson", { name: person.name }),
    })),
    ...(who.data?.schedules ?? []).map(({ schedule }) => ({
      value: `schedule ${schedule.id}`,
      label: t("onCall.ofSchedule", { name: schedule.name }),
    })),
  ];
  const value = chosen ?? offered[0]?.value ?? "";
  const refresh = () => queries.invalidateQueries({ queryKey: ["on-call", "feeds"] });
  const add = useMutation({
    mutationFn: () => {
      const [kind, ...id] = value.split(" ");
      const language = i18n.language === "de" ? "de" : "en";
      const of = { of: id.join(" "), kind: kind === "person" ? "person" : "schedule" } as const;
      return ask(api["on-call"].feeds.$post({ json: { ...of, language } }));
    },
    onSuccess: refresh,
  });
  const revoke = async () => {
    if (revoked) await ask(api["on-call"].feeds[":id"].$delete({ param: { id: revoked.id } }));
    await refresh();
  };
  return (
    <>
      <p className={css.help}>{t("onCall.feedsAbout")}</p>
      {offered.length > 0 && (
        <div className={css.test}>
          <NativeSelect
            label={t("onCall.feedOf")}
            value={value}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={offered}
          />
          <Button loading={add.isPending} onClick={() => add.mutate()}>
            {t("onCall.newFeed")}
          </Button>
        </div>
      )}
      {(list.error ?? add.error) && <Failure error={list.error ?? add.error} />}
      <Panel flush={(list.data?.length ?? 0) > 0}>
        {list.data?.length === 0 && <p className={css.help}>{t("onCall.noFeeds")}</p>}
        {list.data && list.data.length > 0 && (
          <table className={rows.table}>
            <tbody>
              {list.data.map(({ id, kind, of, readAt }) => (
                <tr key={id}>
                  <td>{t(kind === "person" ? "onCall.ofPerson" : "onCall.ofSchedule", { name: of.name })}</td>
                  <td>{readAt ? t("onCall.lastRead", { when: when(readAt) }) : t("onCall.neverRead")}</td>
                  <td className={rows.end}>
                    <Button variant="subtle" size="xs" onClick={() => setRevoked({ id, name: of.name })}>
                      {t("onCall.revoke")}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      <Dialog title={t("onCall.newFeed")} opened={add.data !== undefined} onClose={() => add.reset()}>
        {add.data && <Once label={add.data.of.name} secret={add.data.url} />}
      </Dialog>
      <Confirm
        title={t("onCall.revokeTitle", { name: revoked?.name ?? "" })}
        about={t("onCall.revokeAbout")}
        action={t("onCall.revoke")}
        opened={revoked !== undefined}
        onClose={() => setRevoked(undefined)}
        run={revoke}
      />
    </>
  );
}
