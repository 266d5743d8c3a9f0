import { Checkbox } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "../../parts/grid/grid-props.ts";
import { useFormats } from "../../text/formats.ts";
import { type Delivery, outcomeOf } from "./deliveries.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./deliveries.module.css";
import { OutcomeMark } from "./outcome-mark.tsx";

export const hrefOf = ({ id }: Delivery) => `/deliveries/${id}`;

interface Marks {
  marked: ReadonlySet<string>;
  onMark(row: Delivery): void;
}

/** What a list says of each delivery. @param marks undefined = none can be marked */
export function useDeliveryColumns(marks: Marks | undefined) {
  const { t } = useTranslation();
  const { formatOf } = useFormats();
  const exact = useMemo(() => formatOf({ dateStyle: "medium", timeStyle: "medium" }), [formatOf]);
  const timeOf = ({ receivedAt }: Delivery) => exact.format(new Date(receivedAt));
  const size = useSize();
  const mark: Column<Delivery> = {
    key: "mark",
    title: "",
    width: "20px",
    // The list is one stop of the Tab key, and marks by the space bar.
    cell: (row) => (
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={t("deliveries.replay.select", { what: timeOf(row) })}
        checked={marks?.marked.has(row.id) ?? false}
        onChange={() => marks?.onMark(row)}
      />
    ),
  };
  const columns: readonly Column<Delivery>[] = [
    ...(marks ? [mark] : []),
    {
      key: "at",
      title: t("deliveries.columns.at"),
      width: "170px",
      cell: (row) => (
        <a className={css.link} href={hrefOf(row)} tabIndex={-1}>
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
    {
      key: "detail",
      title: t("deliveries.columns.detail"),
      width: "minmax(0, 2fr)",
      cell: (row) => sayHubWords(row.detail ?? ""),
    },
    { key: "size", title: t("deliveries.columns.size"), width: "80px", cell: (row) => size(row.bytes) },
  ];
  return { columns, timeOf };
}

function useSize(): (bytes: number) => string {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (bytes) =>
    bytes < 1_000
      ? t("deliveries.bytes", { size: number(bytes) })
      : t("deliveries.kilobytes", { size: number(Math.round(bytes / 100) / 10) });
}
