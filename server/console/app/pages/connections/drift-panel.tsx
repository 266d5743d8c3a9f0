import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { named } from "./connections.ts";
import css from "./connection.module.css";
import { useFieldName, useValueText } from "./field-words.ts";

/** Where a desk says something else than we do, and the repair of it. */
export function DriftPanel({ name, mayRepair }: { name: string; mayRepair: boolean }) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const textOf = useValueText();
  const drift = useMutation({ mutationFn: () => ask(api.connections[":name"].drift.$post(named(name))) });
  const repair = useMutation({
    mutationFn: (ticketId: string | undefined) =>
      ask(
        api.connections[":name"].drift.repair.$post({
          ...named(name),
          json: ticketId === undefined ? {} : { ticketId },
        }),
      ),
    onSuccess: ({ repaired }) => {
      tell(t("connections.sync.repaired", { count: repaired }));
      drift.mutate();
    },
  });
  const error = drift.error ?? repair.error;
  const found = drift.data?.drift ?? [];
  return (
    <Panel title={t("connections.sync.drift")}>
      <p className={css.muted}>{t("connections.sync.driftHelp")}</p>
      <div className={`${css.mapClient} ${css.gap}`}>
        <Button variant="default" loading={drift.isPending} onClick={() => drift.mutate()}>
          {t("connections.sync.compare")}
        </Button>
        {mayRepair && found.length > 1 && (
          <Button loading={repair.isPending} onClick={() => repair.mutate(undefined)}>
            {t("connections.sync.repairAll")}
          </Button>
        )}
      </div>
      {error && <Failure error={error} />}
      <div role="status">
        {drift.data && (
          <p className={css.gap}>{t("connections.sync.agreed", { count: drift.data.links - found.length })}</p>
        )}
      </div>
      {found.length > 0 && (
        <table className={`${css.table} ${css.gap}`}>
          <tbody>
            {found.map((one) => (
              <tr key={one.linkId}>
                <td>
                  <Link to="/tickets/$id" params={{ id: one.ticketId }}>
                    {one.number ?? t("connections.sync.ticket")}
                  </Link>
                </td>
                <td>
                  {one.fields.map(({ field, ours, theirs, state, reason }) => (
                    <div key={field}>
                      {t("connections.sync.differs", {
                        field: nameOf(field),
                        ours: textOf(field, ours),
                        theirs: textOf(field, theirs),
                      })}
                      <span className={css.second}>{reason ?? t(`connections.sync.states.${state}`)}</span>
                    </div>
                  ))}
                </td>
                <td>
                  {mayRepair && (
                    <Button
                      variant="default"
                      size="xs"
                      loading={repair.isPending && repair.variables === one.ticketId}
                      onClick={() => repair.mutate(one.ticketId)}
                    >
                      {t("connections.sync.repair")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LastComparison name={name} />
    </Panel>
  );
}

/** What the daily comparison has found, as the hub keeps it. */
function LastComparison({ name }: { name: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ["connections", name, "comparison"],
    queryFn: () => ask(api.connections[":name"].comparison.$get(named(name))),
  });
  if (data === undefined) return null;
  return (
    <details className={css.gap}>
      <summary>{t("connections.sync.last")}</summary>
      {data === null ? (
        <p className={css.muted}>{t("connections.sync.lastNone")}</p>
      ) : (
        <pre className={`${css.code} ${css.second}`} tabIndex={0} data-scrolls>
          {JSON.stringify(data, null, 2)}
        </pre>
      )}
    </details>
  );
}
