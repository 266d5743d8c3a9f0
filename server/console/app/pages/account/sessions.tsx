import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import css from "./account.module.css";
import { describeAgent } from "./describe-agent.ts";

/** Where one is signed in, and how to end it. */
export function Sessions() {
  const { t } = useTranslation();
  const { when } = useFormats();
  const list = useQuery({ queryKey: ["sessions"], queryFn: () => ask(api.me.sessions.$get()) });
  const end = useMutation({
    mutationFn: (id: string) => ask(api.me.sessions[":id"].$delete({ param: { id } })),
    onSuccess: async () => {
      setEnding(undefined);
      await queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  const endAll = useMutation({
    mutationFn: () => ask(api.me.sessions.$delete()),
    onSuccess: () => location.assign("/sign-in"),
  });
  const [ending, setEnding] = useState<{ id: string; title: string } | "all">();
  const act = () => {
    if (ending === "all") endAll.mutate();
    else if (ending) end.mutate(ending.id);
  };
  const nameOf = (agent: string | null) => describeAgent(agent) ?? t("account.unknownBrowser");
  return (
    <Panel
      title={t("account.sessions")}
      tools={
        <Button variant="default" size="xs" onClick={() => setEnding("all")}>
          {t("account.endAll")}
        </Button>
      }
    >
      <p className={form.help}>{t("account.sessionsHelp")}</p>
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      <ul className={css.list}>
        {list.data?.map(({ id, agent, address, usedAt, current }) => (
          <li key={id} className={css.entry}>
            <span className={css.what}>
              {nameOf(agent)}
              {current && ` (${t("account.thisOne")})`}
              <span className={rows.more}>
                {[address, t("account.lastUsed", { when: when(usedAt) })].filter(Boolean).join(", ")}
              </span>
            </span>
            {!current && (
              <Button
                variant="subtle"
                size="xs"
                onClick={() => setEnding({ id, title: t("account.endTitle", { name: nameOf(agent) }) })}
              >
                {t("account.endSession")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <AskFirst
        opened={ending !== undefined}
        title={ending === "all" ? t("account.endAllTitle") : (ending?.title ?? "")}
        confirm={t(ending === "all" ? "account.endAll" : "account.endSession")}
        onConfirm={act}
        onClose={() => setEnding(undefined)}
        busy={end.isPending || endAll.isPending}
        error={end.error ?? endAll.error}
      >
        <p>{t(ending === "all" ? "account.endAllAbout" : "account.endAbout")}</p>
      </AskFirst>
    </Panel>
  );
}
