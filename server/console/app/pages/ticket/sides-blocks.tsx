import { useTranslation } from "react-i18next";
import { Breakable } from "../../parts/breakable.tsx";
import { useFieldWords } from "./field-words.ts";
import { RecordName } from "./record-menu.tsx";
import { lookOf, SideNote, SideValue, useDecides } from "./side-words.tsx";
import type { SideListProps } from "./sides-table.tsx";
import css from "./sides.module.css";

/** On a phone: a block per field, and of the desks only those that do not say the same. */
export function SideBlocks({ rows, records, ticket, mayAct }: SideListProps) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const decides = useDecides();
  return (
    <div className={css.blocks}>
      {rows.map((row) => (
        <section key={row.field} className={css.block} aria-label={words.name(row.field)}>
          <p className={css.blockHead}>
            <span className={css.blockName}>{words.name(row.field)}</span>
            <span className={css.blockDecides}>{decides(row)}</span>
          </p>
          <dl>
            <div className={css.pair}>
              <dt>{t("ticket.sides.hub")}</dt>
              <dd className={css.value}>
                <Breakable text={words.plain(row.field, row.ours)} />
              </dd>
            </div>
            {row.cells
              .filter(({ side }) => side !== undefined && side.state !== "equal")
              .map((cell) => (
                <div key={cell.record.id} className={`${css.pair} ${lookOf(cell)}`}>
                  <dt>{cell.record.connection}</dt>
                  <dd>
                    <SideValue field={row.field} cell={cell} />
                  </dd>
                </div>
              ))}
          </dl>
          {row.cells.map((cell) => (
            <SideNote key={cell.record.id} row={row} cell={cell} ticket={ticket} mayAct={mayAct} />
          ))}
        </section>
      ))}
      <ul className={css.others} aria-label={t("ticket.sides.records")}>
        {records.map((record) => (
          <li key={record.id}>
            <RecordName ticketId={ticket.id} record={record} mayAct={mayAct} />
          </li>
        ))}
      </ul>
    </div>
  );
}
