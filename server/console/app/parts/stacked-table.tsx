import type { ReactNode } from "react";
import css from "./stacked-table.module.css";

interface StackedTableProps {
  label: string;
  /** It needs more room than a few columns do. */
  hasMany?: boolean;
  /** Of each column. */
  heads: readonly { key: string | number; head: ReactNode }[];
  /** {@link StackedRow}s. */
  children: ReactNode;
}

/** A table that is wide where there is room, and on a phone a block for each row. */
export function StackedTable({ label, hasMany = false, heads, children }: StackedTableProps) {
  return (
    <div className={css.scroll} data-scrolls role="region" aria-label={label} tabIndex={0}>
      <table className={`${css.table} ${hasMany ? css.many : ""}`}>
        <thead>
          <tr>
            {heads.map(({ key, head }) => (
              <th key={key} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** @param goesOn it belongs to the row above */
export function StackedRow({ goesOn = false, children }: { goesOn?: boolean; children: ReactNode }) {
  return <tr className={goesOn ? undefined : css.begins}>{children}</tr>;
}

/** @param of the head of its column, said before it where heads are gone */
export function StackedCell({ of, children }: { of: ReactNode; children: ReactNode }) {
  return (
    <td>
      <span className={css.of}>{of}</span>
      <span>{children}</span>
    </td>
  );
}
