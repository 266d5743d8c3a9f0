import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { useFormats } from "../../text/formats.ts";
import { named } from "./connections.ts";
import css from "./connection.module.css";

type Rows = InferResponseType<(typeof api.connections)[":name"]["import"]["$post"], 200>;

const monthMs = 30 * 86_400_000;

/** Older tickets: first what would become of each, then the import. */
export function ImportPanel({ name }: { name: string }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const [since, setSince] = useState(() => new Date(Date.now() - monthMs).toISOString().slice(0, 10));
  const [asks, setAsks] = useState(false);
  const request = (apply: boolean) =>
    ask(api.connections[":name"].import.$post({ ...named(name), json: { since, apply, pairs: {}, most: 1_000 } }));
  const look = useMutation({ mutationFn: () => request(false) });
  const take = useMutation({
    mutationFn: () => request(true),
    onSuccess: () => {
      setAsks(false);
      tell(t("connections.sync.importDone"));
      void queries.invalidateQueries({ queryKey: ["connections", name] });
    },
  });
  const rows = take.data ?? look.data;
  const taken = look.data?.filter(({ action }) => action === "attach" || action === "open").length ?? 0;
  /** What was shown is of another date. */
  const forget = () => {
    look.reset();
    take.reset();
  };
  return (
    <Panel title={t("connections.sync.import")}>
      <p className={css.muted}>{t("connections.sync.importHelp")}</p>
      <Form
        className={`${css.mapClient} ${css.gap}`}
        onSubmit={() => {
          forget();
          look.mutate();
        }}
      >
        <NeededField
          type="date"
          label={t("connections.sync.since")}
          value={since}
          onChange={(next) => {
            setSince(next);
            forget();
          }}
        />
        <Button type="submit" variant="default" loading={look.isPending}>
          {t("connections.sync.importPreview")}
        </Button>
        {taken > 0 && !take.data && (
          <Button onClick={() => setAsks(true)}>{t("connections.sync.importApply", { count: taken })}</Button>
        )}
      </Form>
      {look.error && <Failure error={look.error} />}
      {rows?.length === 0 && <p className={css.gap}>{t("connections.sync.importNone")}</p>}
      {rows && rows.length > 0 && <ImportedRows rows={rows} />}
      <AskFirst
        opened={asks}
        title={t("connections.sync.importTitle", { count: taken, name })}
        confirm={t("connections.sync.importApply", { count: taken })}
        onConfirm={() => take.mutate()}
        onClose={() => setAsks(false)}
        busy={take.isPending}
        error={take.error}
      >
        <p>{t("connections.sync.importAbout", { date: asks ? date(`${since}T00:00`) : "" })}</p>
      </AskFirst>
    </Panel>
  );
}

function ImportedRows({ rows }: { rows: Rows }) {
  const { t } = useTranslation();
  return (
    <div className={css.values}>
      <table className={css.table}>
        <tbody>
          {rows.map((row) => (
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
  );
}
