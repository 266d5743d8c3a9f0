import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { Once } from "../../parts/once.tsx";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import css from "./on-call.module.css";

type Feed = InferResponseType<(typeof api)["on-call"]["feeds"]["$get"], 200>[number];

/** Calendars to which people subscribe: made, shown once, revoked. */
export function FeedsPart() {
  const { t, i18n } = useTranslation();
  const [revoked, setRevoked] = useState<Feed>();
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
  const revoke = useMutation({
    mutationFn: async () => {
      if (revoked) await ask(api["on-call"].feeds[":id"].$delete({ param: { id: revoked.id } }));
      await refresh();
    },
    onSuccess: () => setRevoked(undefined),
  });
  return (
    <>
      <p className={form.help}>{t("onCall.feedsAbout")}</p>
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
        {list.data?.length === 0 && <p className={form.help}>{t("onCall.noFeeds")}</p>}
        {list.data && list.data.length > 0 && <FeedTable feeds={list.data} onRevoke={setRevoked} />}
      </Panel>
      <Dialog title={t("onCall.newFeed")} opened={add.data !== undefined} onClose={() => add.reset()}>
        {add.data && <Once label={add.data.of.name} secret={add.data.url} />}
      </Dialog>
      <AskFirst
        grave
        title={t("onCall.revokeTitle", { name: revoked?.of.name ?? "" })}
        opened={revoked !== undefined}
        onClose={() => setRevoked(undefined)}
        confirm={t("onCall.revoke")}
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate()}
      >
        <p>{t("onCall.revokeAbout")}</p>
      </AskFirst>
    </>
  );
}

function FeedTable({ feeds, onRevoke }: { feeds: readonly Feed[]; onRevoke(feed: Feed): void }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  return (
    <table className={rows.table}>
      <tbody>
        {feeds.map((feed) => (
          <tr key={feed.id}>
            <td>{t(feed.kind === "person" ? "onCall.ofPerson" : "onCall.ofSchedule", { name: feed.of.name })}</td>
            <td>{feed.readAt ? t("onCall.lastRead", { when: when(feed.readAt) }) : t("onCall.neverRead")}</td>
            <td className={rows.end}>
              <Button variant="subtle" size="xs" onClick={() => onRevoke(feed)}>
                {t("onCall.revoke")}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
