import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { named } from "./connections.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./connection.module.css";
import { useFieldName, useValueText } from "./field-words.ts";

type Drift = InferResponseType<(typeof api.connections)[":name"]["drift"]["$post"], 200>["drift"];

/** Where a desk says something else than we do, and the repair of it. */
export function DriftPanel({ name, mayRepair }: { name: string; mayRepair: boolean }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Drift>();
  const drift = useMutation({ mutationFn: () => ask(api.connections[":name"].drift.$post(named(name))) });
  // Only what was looked at: what differs since then nobody has seen.
  const repair = useMutation({
    mutationFn: (seen: Drift) => {
      const ticketIds = [...new Set(seen.map(({ ticketId }) => ticketId))];
      return ask(api.connections[":name"].drift.repair.$post({ ...named(name), json: { ticketIds } }));
    },
    onSuccess: ({ repaired }) => {
      tell(t("connections.sync.repaired", { count: repaired }));
      setAsked(undefined);
      drift.mutate();
    },
  });
  const found = drift.data?.drift ?? [];
  return (
    <Panel title={t("connections.sync.drift")}>
      <p className={css.muted}>{t("connections.sync.driftHelp")}</p>
      <div className={`${css.mapClient} ${css.gap}`}>
        <Button variant="default" loading={drift.isPending} onClick={() => drift.mutate()}>
          {t("connections.sync.compare")}
        </Button>
        {mayRepair && found.length > 1 && (
          <Button onClick={() => setAsked(found)}>{t("connections.sync.repairAll")}</Button>
        )}
      </div>
      {drift.error && <Failure error={drift.error} />}
      <div role="status">
        {drift.data && (
          <p className={css.gap}>{t("connections.sync.agreed", { count: drift.data.links - found.length })}</p>
        )}
      </div>
      {found.length > 0 && <DriftTable found={found} onRepair={mayRepair ? (one) => setAsked([one]) : undefined} />}
      {asked && (
        <AskFirst
          opened
          title={t("connections.sync.repairTitle", { count: asked.length, name })}
          confirm={t(asked.length === 1 ? "connections.sync.repair" : "connections.sync.repairAll")}
          onConfirm={() => repair.mutate(asked)}
          onClose={() => {
            setAsked(undefined);
            repair.reset();
          }}
          busy={repair.isPending}
          error={repair.error}
          grave
        >
          <WhatIsLost drift={asked} />
        </AskFirst>
      )}
      <LastComparison name={name} />
    </Panel>
  );
}

/** How many values of the desk's are gone then. */
function WhatIsLost({ drift }: { drift: Drift }) {
  const { t } = useTranslation();
  const fields = drift.flatMap((one) => one.fields);
  const held = fields.filter(({ state }) => state === "held").length;
  return (
    <>
      <p>{t("connections.sync.repairAbout", { count: fields.length })}</p>
      {held > 0 && <p className={css.attention}>{t("connections.sync.repairHeld", { count: held })}</p>}
    </>
  );
}

interface DriftTableProps {
  found: Drift;
  onRepair: ((one: Drift[number]) => void) | undefined;
}

function DriftTable({ found, onRepair }: DriftTableProps) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const textOf = useValueText();
  return (
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
                  <span className={css.second}>
                    {reason ? sayHubWords(reason) : t(`connections.sync.states.${state}`)}
                  </span>
                </div>
              ))}
            </td>
            <td>
              {onRepair && (
                <Button variant="default" size="xs" onClick={() => onRepair(one)}>
                  {t("connections.sync.repair")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
