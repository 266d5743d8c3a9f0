import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
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
import { tell } from "../../parts/tell.tsx";
import { useFormats } from "../../text/formats.ts";
import { useUntil } from "./use-until.ts";

type Override = InferResponseType<(typeof api)["on-call"]["overrides"]["$get"], 200>[number];

interface OverrideListProps {
  /** Of the days that are shown: what was changed since, or since now where these are to come. */
  begin: Date;
  mayChange: boolean;
}

/** What was changed for once, and a way to take each back. */
export function OverrideList({ begin, mayChange }: OverrideListProps) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const until = useUntil();
  const query = begin < new Date() ? { from: begin.toISOString() } : {};
  const list = useQuery({
    queryKey: ["on-call", "overrides", query],
    queryFn: () => ask(api["on-call"].overrides.$get({ query })),
  });
  const remove = useMutation({
    mutationFn: (id: string) => ask(api["on-call"].overrides[":id"].$delete({ param: { id } })),
    onSuccess: async () => {
      setTaken(undefined);
      tell(t("onCall.taken"));
      await queries.invalidateQueries({ queryKey: ["on-call"] });
    },
  });
  const [taken, setTaken] = useState<string>();
  const wordsOf = ({ person, instead }: Override) =>
    instead
      ? t("onCall.gives", { person: person?.name ?? t("onCall.nobody"), instead: instead.name })
      : (person?.name ?? t("onCall.nobody"));
  const timesOf = ({ from, to }: Override) => `${when(from)} – ${until(from, to)}`;
  return (
    <Panel title={t("onCall.overrides")} flush={(list.data?.length ?? 0) > 0}>
      {list.error && <Failure error={list.error} />}
      {list.data?.length === 0 && <p className={form.help}>{t("onCall.noOverrides")}</p>}
      {list.data && list.data.length > 0 && (
        <table className={rows.table}>
          <tbody>
            {list.data.map((one) => (
              <tr key={`${one.id}-${one.from}-${one.schedule.id}`}>
                <td>
                  {wordsOf(one)}
                  <span className={rows.more}>{[one.schedule.name, one.note].filter(Boolean).join(", ")}</span>
                </td>
                <td>{timesOf(one)}</td>
                <td>{one.by}</td>
                <td className={rows.end}>
                  {mayChange && (
                    <Button variant="subtle" size="xs" onClick={() => setTaken(one.id)}>
                      {t("onCall.takeBack")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <AskFirst
        grave
        opened={taken !== undefined}
        title={t("onCall.takeBackTitle")}
        confirm={t("onCall.takeBack")}
        onConfirm={() => taken && remove.mutate(taken)}
        onClose={() => setTaken(undefined)}
        busy={remove.isPending}
        error={remove.error}
      >
        <p>{t("onCall.takeBackAbout")}</p>
        <ul>
          {list.data
            ?.filter(({ id }) => id === taken)
            .map((one) => (
              <li key={`${one.from}-${one.schedule.id}`}>
                {one.schedule.name}: {wordsOf(one)}, {timesOf(one)}
              </li>
            ))}
        </ul>
      </AskFirst>
    </Panel>
  );
}
