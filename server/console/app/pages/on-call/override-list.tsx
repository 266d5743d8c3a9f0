import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { tell } from "../../parts/tell.tsx";
import { useFormats } from "../../text/formats.ts";
import { useUntil } from "./use-until.ts";

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
      tell(t("onCall.taken"));
      await queries.invalidateQueries({ queryKey: ["on-call"] });
    },
  });
  return (
    <Panel title={t("onCall.overrides")} flush={(list.data?.length ?? 0) > 0}>
      {(list.error ?? remove.error) && <Failure error={list.error ?? remove.error} />}
      {list.data?.length === 0 && <p className={form.help}>{t("onCall.noOverrides")}</p>}
      {list.data && list.data.length > 0 && (
        <table className={rows.table}>
          <tbody>
            {list.data.map(({ id, schedule, from, to, person, instead, note, by }) => (
              <tr key={`${id}-${from}-${schedule.id}`}>
                <td>
                  {instead
                    ? t("onCall.gives", { person: person?.name ?? t("onCall.nobody"), instead: instead.name })
                    : (person?.name ?? t("onCall.nobody"))}
                  <span className={rows.more}>{[schedule.name, note].filter(Boolean).join(", ")}</span>
                </td>
                <td>
                  {when(from)} – {until(from, to)}
                </td>
                <td>{by}</td>
                <td className={rows.end}>
                  {mayChange && (
                    <Button variant="subtle" size="xs" onClick={() => remove.mutate(id)}>
                      {t("onCall.takeBack")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
