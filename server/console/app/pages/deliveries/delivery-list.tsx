import { Button } from "@mantine/core";
import { useNavigate, useRouteContext } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Grid } from "../../parts/grid/grid.tsx";
import { TwoLines } from "../../parts/grid/grid-row.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import type { Delivery, DeliveryFilter } from "./deliveries.ts";
import css from "./deliveries.module.css";
import { OutcomeMark } from "./outcome-mark.tsx";
import { ReplayButton } from "./replay-button.tsx";
import { useDeliveries } from "./use-deliveries.ts";

/** Of what is shown, so many are worked on again by one click. */
const mostAtOnce = 100;

interface ListProps {
  filter: DeliveryFilter;
  /** Offered where nothing fits. */
  onClear?: () => void;
}

/** Deliveries, newest first; each leads to what it held. */
export function DeliveryList({ filter, onClear }: ListProps) {
  const { t } = useTranslation();
  const { formatOf } = useFormats();
  const exact = useMemo(() => formatOf({ dateStyle: "medium", timeStyle: "medium" }), [formatOf]);
  const timeOf = ({ receivedAt }: Delivery) => exact.format(new Date(receivedAt));
  const size = useSize();
  const navigate = useNavigate();
  const { data, error, refetch, hasNextPage, fetchNextPage, isPending } = useDeliveries(filter);
  const { me } = useRouteContext({ from: "/shell" });
  const isFiltered = filter.outcome !== undefined || filter.connection !== undefined;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const mayReplay = isFiltered && rows.length > 0 && isAtLeast(me.role, "dispatcher");
  const href = ({ id }: Delivery) => `/deliveries/${id}`;
  return (
    <div className={css.list}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {mayReplay && (
        <div className={css.bar}>
          <ReplayButton ids={rows.slice(0, mostAtOnce).map(({ id }) => id)} />
        </div>
      )}
      <Grid
        label={t("deliveries.title")}
        rows={rows}
        rowKey={({ id }) => id}
        href={href}
        onOpen={({ id }) => void navigate({ to: "/deliveries/$id", params: { id } })}
        more={hasNextPage ? () => void fetchNextPage() : undefined}
        loading={isPending}
        columns={[
          {
            key: "at",
            title: t("deliveries.columns.at"),
            width: "170px",
            cell: (row) => (
              <a className={css.link} href={href(row)} tabIndex={-1}>
                {timeOf(row)}
              </a>
            ),
          },
          {
            key: "connection",
            title: t("deliveries.columns.connection"),
            width: "minmax(120px, 1fr)",
            cell: (row) => row.connection,
          },
          {
            key: "outcome",
            title: t("deliveries.columns.outcome"),
            width: "170px",
            cell: (row) => <OutcomeMark outcome={outcomeOf(row)} />,
          },
          { key: "detail", title: t("deliveries.columns.detail"), width: "minmax(0, 2fr)", cell: (row) => row.detail },
          { key: "size", title: t("deliveries.columns.size"), width: "80px", cell: (row) => size(row.bytes) },
        ]}
        card={(row) => (
          <TwoLines
            first={`${row.connection}, ${timeOf(row)}`}
            second={
              <>
                <OutcomeMark outcome={outcomeOf(row)} /> {row.detail}
              </>
            }
          />
        )}
        empty={
          <Empty title={t("deliveries.empty")}>
            <p className={css.narrow}>{t("deliveries.emptyHelp")}</p>
            {onClear && (
              <Button variant="default" onClick={onClear}>
                {t("common.clearFilters")}
              </Button>
            )}
          </Empty>
        }
      />
    </div>
  );
}

export function outcomeOf({ outcome }: { outcome: string }) {
  return outcome === "applied" || outcome === "duplicate" || outcome === "quarantined" ? outcome : "open";
}

function useSize(): (bytes: number) => string {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (bytes) =>
    bytes < 1_000
      ? t("deliveries.bytes", { size: number(bytes) })
      : t("deliveries.kilobytes", { size: number(Math.round(bytes / 100) / 10) });
}
