import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { named } from "./connections.ts";
import css from "./connection.module.css";

const monthMs = 30 * 86_400_000;

/** Older tickets: first what would become of each, then the import. */
export function ImportPanel({ name }: { name: string }) {
  const { t } = useTranslation();
  const [since, setSince] = useState(() => new Date(Date.now() - monthMs).toISOString().slice(0, 10));
  const run = useMutation({
    mutationFn: (apply: boolean) =>
      ask(api.connections[":name"].import.$post({ ...named(name), json: { since, apply, pairs: {}, most: 1_000 } })),
    onSuccess: (_, apply) => {
      if (!apply) return;
      tell(t("connections.sync.importDone"));
      void queries.invalidateQueries({ queryKey: ["connections", name] });
    },
  });
  const isDone = run.variables === true && run.data !== undefined;
  const taken = run.data?.filter(({ action }) => action === "attach" || action === "open").length ?? 0;
  return (
    <Panel title={t("connections.sync.import")}>
      <p className={css.muted}>{t("connections.sync.importHelp")}</p>
      <Form className={`${css.mapClient} ${css.gap}`} onSubmit={() => run.mutate(false)}>
        <NeededField type="date" label={t("connections.sync.since")} value={since} onChange={setSince} />
        <Button type="submit" variant="default" loading={run.isPending && !run.variables}>
          {t("connections.sync.importPreview")}
        </Button>
        {taken > 0 && !isDone && (
          <Button loading={run.isPending && run.variables} onClick={() => run.mutate(true)}>
            {t("connections.sync.importApply", { count: taken })}
          </Button>
        )}
      </Form>
      {run.error && <Failure error={run.error} />}
      {run.data?.length === 0 && <p className={css.gap}>{t("connections.sync.importNone")}</p>}
      {run.data && run.data.length > 0 && (
        <div className={css.values}>
          <table className={css.table}>
            <tbody>
              {run.data.map((row) => (
                <tr key={row.externalId}>
                  <td>{row.number ?? row.externalId}</td>
                  <td>{row.title}</td>
                  <td>
                    {t(`connections.sync.actions.${row.action}`)}
                    {row.how && ` (${t(`connections.sync.how.${row.how}`)})`}
                    {row.ticketId && (
                      <>
                        {" "}
                        <Link to="/tickets/$id" params={{ id: row.ticketId }}>
                          {t("connections.sync.ticket")}
                        </Link>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
