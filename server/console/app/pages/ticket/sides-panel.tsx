import { Skeleton, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { useNarrow } from "../../parts/grid/use-narrow.ts";
import { Icon } from "../../parts/icon.tsx";
import { Panel } from "../../parts/panel.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { RecordName } from "./record-menu.tsx";
import { countConflicts, isWorking, listSideRows } from "./side-rows.ts";
import { SideBlocks } from "./sides-blocks.tsx";
import { SidesTable } from "./sides-table.tsx";
import css from "./sides.module.css";
import { sidesQuery, type TicketView } from "./ticket-queries.ts";

/** What each desk says of the ticket, field by field, and the decision where they do not agree. */
export function SidesPanel({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const isNarrow = useNarrow();
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const { data, error, refetch } = useQuery(sidesQuery(ticket.id));
  const mayAct = isAtLeast(me.role, "technician");
  const rows = data ? listSideRows(data) : [];
  const conflicts = countConflicts(rows);
  const shown = onlyDifferences ? rows.filter(({ differs }) => differs) : rows;
  const title = (
    <span className={css.title}>
      {t("ticket.sides.title")}
      {conflicts > 0 && (
        <span className={css.conflicts}>
          <Icon name="conflict" />
          {t("ticket.sides.conflicts", { count: conflicts })}
        </span>
      )}
    </span>
  );
  const filter = rows.length > 0 && (
    <Switch
      size="sm"
      labelPosition="left"
      label={t("ticket.sides.onlyDifferences")}
      checked={onlyDifferences}
      onChange={({ currentTarget }) => setOnlyDifferences(currentTarget.checked)}
    />
  );
  if (error && !data)
    return (
      <Panel title={title}>
        <Failure error={error} retry={() => void refetch()} />
      </Panel>
    );
  if (!data)
    return (
      <Panel title={title}>
        <div role="status" aria-label={t("common.loading")}>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} height={36} mb={12} />
          ))}
        </div>
      </Panel>
    );
  const records = data.records.filter(isWorking);
  const away = records.filter(({ sides }) => sides === null);
  const ended = data.records.filter((record) => !isWorking(record));
  const asked = records.filter(({ sides }) => sides !== null);
  const parts = { rows: shown, records: asked, ticket, mayAct };
  return (
    <Panel title={title} tools={filter} flush>
      {records.length === 0 && (
        <Empty title={t("ticket.sides.none")}>
          <p>{t("ticket.sides.noneHelp")}</p>
        </Empty>
      )}
      {asked.length > 0 && shown.length === 0 && onlyDifferences && (
        <Empty title={t("ticket.sides.allSame")}>
          <p>{t("ticket.sides.allSameHelp")}</p>
        </Empty>
      )}
      {asked.length > 0 && !isNarrow && (shown.length > 0 || !onlyDifferences) && <SidesTable {...parts} />}
      {asked.length > 0 && isNarrow && <SideBlocks {...parts} />}
      {[...away, ...ended].length > 0 && (
        <ul className={css.others}>
          {away.map((record) => (
            <li key={record.id}>
              <RecordName ticketId={ticket.id} record={record} mayAct={mayAct} />
              <span>{t("ticket.sides.cannotAsk", { name: record.connection, detail: record.detail ?? "" })}</span>
            </li>
          ))}
          {ended.map((record) => (
            <li key={record.id}>
              <RecordName ticketId={ticket.id} record={record} mayAct={mayAct} />
              <span>{t(`ticket.sides.linkStates.${record.state}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
