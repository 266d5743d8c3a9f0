import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { TwoLines } from "../../parts/grid/grid-row.tsx";
import { Grid } from "../../parts/grid/grid.tsx";
import { useNarrow } from "../../parts/grid/use-narrow.ts";
import { PageHead } from "../../parts/page-head.tsx";
import { useFormats } from "../../text/formats.ts";
import { type ClientRow, clientsQuery } from "./client-queries.ts";
import css from "./clients.module.css";
import { UnknownPanel } from "./unknown-panel.tsx";

const route = getRouteApi("/shell/clients");

/** Whose work it is: first what nobody knows whose it is, then all clients. */
export function ClientsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search = "" } = route.useSearch();
  const { data, error, refetch } = useQuery(clientsQuery);
  const wanted = search.trim().toLowerCase();
  const rows = (data ?? []).filter(({ name, customers }) =>
    [name, ...customers.map(({ externalId }) => externalId)].some((one) => one.toLowerCase().includes(wanted)),
  );
  const setSearch = (text: string) =>
    void navigate({ to: "/clients", search: text === "" ? {} : { search: text }, replace: true });
  return (
    <div className={css.page}>
      <PageHead title={t("clients.title")} about={t("clients.about")}>
        <TextInput
          aria-label={t("clients.search")}
          placeholder={t("clients.search")}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </PageHead>
      <UnknownPanel />
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {(data || !error) && <ClientGrid rows={rows} isLoading={!data} hasNone={data?.length === 0} />}
    </div>
  );
}

function ClientGrid({
  rows,
  isLoading,
  hasNone,
}: {
  rows: readonly ClientRow[];
  isLoading: boolean;
  hasNone: boolean;
}) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const navigate = useNavigate();
  const isNarrow = useNarrow();
  const knownAs = ({ customers }: ClientRow) =>
    customers.length === 0
      ? t("clients.nowhere")
      : customers.map(({ connection, externalId }) => `${connection}: ${externalId}`).join(", ");
  const href = ({ name }: ClientRow) => `/clients/${encodeURIComponent(name)}`;
  return (
    <div className={css.list} style={{ height: Math.min(640, Math.max(280, 40 + rows.length * (isNarrow ? 84 : 44))) }}>
      <Grid
        label={t("clients.list")}
        rows={rows}
        rowKey={({ id }) => id}
        href={href}
        onOpen={({ name }) => void navigate({ to: "/clients/$name", params: { name } })}
        loading={isLoading}
        empty={
          hasNone ? (
            <Empty title={t("clients.none")}>
              <p>{t("clients.noneHelp")}</p>
            </Empty>
          ) : (
            <Empty title={t("clients.noMatch")} />
          )
        }
        columns={[
          {
            key: "name",
            title: t("clients.name"),
            width: "minmax(0, 2fr)",
            cell: (row) => (
              <a className={css.link} href={href(row)} tabIndex={-1}>
                {row.name}
              </a>
            ),
          },
          { key: "open", title: t("clients.open"), width: "120px", cell: ({ openTickets }) => number(openTickets) },
          {
            key: "firing",
            title: t("clients.firing"),
            width: "120px",
            cell: ({ firingAlerts }) => number(firingAlerts),
          },
          {
            key: "customers",
            title: t("clients.customers"),
            width: "minmax(0, 3fr)",
            cell: (row) => <span className={css.about}>{knownAs(row)}</span>,
          },
        ]}
        card={(row) => (
          <TwoLines first={row.name} second={`${t("clients.openOf", { count: row.openTickets })} · ${knownAs(row)}`} />
        )}
      />
    </div>
  );
}
