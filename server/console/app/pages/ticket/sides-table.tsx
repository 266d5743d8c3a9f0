import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Breakable } from "../../parts/breakable.tsx";
import { useFieldWords } from "./field-words.ts";
import { RecordName } from "./record-menu.tsx";
import type { SideRow } from "./side-rows.ts";
import { lookOf, SideNote, SideValue, useDecides } from "./side-words.tsx";
import css from "./sides.module.css";
import type { RecordOfTicket, TicketView } from "./ticket-queries.ts";

export interface SideListProps {
  rows: readonly SideRow[];
  records: readonly RecordOfTicket[];
  ticket: TicketView;
  mayAct: boolean;
}

/** A row per field: ours strong, a column per desk, and under the row why one differs. */
export function SidesTable({ rows, records, ticket, mayAct }: SideListProps) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const decides = useDecides();
  return (
    <div className={css.scroll} data-scrolls>
      <table className={css.table} style={{ minWidth: 300 + records.length * 160 }}>
        <thead>
          <tr>
            <th scope="col" className={css.fieldColumn}>
              {t("ticket.sides.field")}
            </th>
            <th scope="col">{t("ticket.sides.hub")}</th>
            {records.map((record) => (
              <th key={record.id} scope="col">
                <RecordName ticketId={ticket.id} record={record} mayAct={mayAct} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.field}>
              <tr className={css.row}>
                <th scope="row">
                  {words.name(row.field)}
                  <span className={css.decides}>{decides(row)}</span>
                </th>
                <td>
                  <span className={css.value}>
                    <Breakable text={words.plain(row.field, row.ours)} />
                  </span>
                </td>
                {row.cells.map((cell) => (
                  <td key={cell.record.id} className={lookOf(cell)}>
                    <SideValue field={row.field} cell={cell} />
                  </td>
                ))}
              </tr>
              {row.differs && (
                <tr className={css.noteRow}>
                  <td colSpan={records.length + 2}>
                    {row.cells.map((cell) => (
                      <SideNote key={cell.record.id} row={row} cell={cell} ticket={ticket} mayAct={mayAct} />
                    ))}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
