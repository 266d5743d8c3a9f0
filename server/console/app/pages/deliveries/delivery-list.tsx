import { Button } from "@mantine/core";
import { useNavigate, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Grid } from "../../parts/grid/grid.tsx";
import { TwoLines } from "../../parts/grid/grid-row.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { type Delivery, type DeliveryFilter, outcomeOf } from "./deliveries.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./deliveries.module.css";
import { OutcomeMark } from "./outcome-mark.tsx";
import { ReplayButton } from "./replay-button.tsx";
import { useDeliveries } from "./use-deliveries.ts";
import { hrefOf, useDeliveryColumns } from "./use-delivery-columns.tsx";
import { useMarked } from "./use-marked.ts";

/** Of what is shown and not marked, so many are worked on again by one click. */
const mostAtOnce = 100;

interface ListProps {
  filter: DeliveryFilter;
  /** Offered where nothing fits. */
  onClear?: () => void;
}

/** Deliveries, newest first; each leads to what it held, and some or what a filter shows are worked on again. */
export function DeliveryList({ filter, onClear }: ListProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch, hasNextPage, fetchNextPage, isPending } = useDeliveries(filter);
  const { me } = useRouteContext({ from: "/shell" });
  const mayReplay = isAtLeast(me.role, "dispatcher");
  const { marked, toggle, mark } = useMarked();
  const onMark = ({ id }: Delivery) => toggle(id);
  const { columns, timeOf } = useDeliveryColumns(mayReplay ? { marked, onMark } : undefined);
  const isFiltered = filter.outcome !== undefined || filter.connection !== undefined;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const chosen = rows.filter(({ id }) => marked.has(id));
  const again = chosen.length > 0 ? chosen : isFiltered ? rows.slice(0, mostAtOnce) : [];
  return (
    <div className={css.list}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {mayReplay && again.length > 0 && (
        <div className={css.bar}>
          <ReplayButton ids={again.map(({ id }) => id)} onDone={() => mark([])} />
        </div>
      )}
      <Grid
        label={t("deliveries.title")}
        rows={rows}
        rowKey={({ id }) => id}
        href={hrefOf}
        onOpen={({ id }) => void navigate({ to: "/deliveries/$id", params: { id } })}
        onMark={mayReplay ? onMark : undefined}
        more={hasNextPage ? () => void fetchNextPage() : undefined}
        loading={isPending}
        columns={columns}
        card={(row) => (
          <TwoLines
            first={`${row.connection}, ${timeOf(row)}`}
            second={
              <>
                <OutcomeMark outcome={outcomeOf(row)} /> {sayHubWords(row.detail ?? "")}
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
