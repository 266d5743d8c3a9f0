import { memo, type ReactNode } from "react";
import type { GridProps } from "./grid-props.ts";
import css from "./grid.module.css";

interface RowProps<Row> extends Pick<GridProps<Row>, "columns" | "rowKey" | "href" | "card"> {
  id: string;
  row: Row;
  index: number;
  isActive: boolean;
  isNarrow: boolean;
  /** Where it stands, and how high it is; px. */
  start: number;
  height: number;
  /** Widths of the columns; undefined = it is a card. */
  template: string | undefined;
}

function DrawnRow<Row>({ id, row, index, isActive, isNarrow, start, height, template, ...props }: RowProps<Row>) {
  const { columns, rowKey, href, card } = props;
  const style = {
    height,
    transform: `translateY(${start}px)`,
    ...(template === undefined ? {} : { gridTemplateColumns: template }),
  };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isActive}
      data-row={rowKey(row)}
      className={isActive ? css.active : css.row}
      style={style}
    >
      {isNarrow ? (
        <div role="gridcell" className={css.card}>
          <CardLink href={href?.(row)}>{card(row)}</CardLink>
        </div>
      ) : (
        columns.map((column) => (
          <div key={column.key} role="gridcell" className={css.cell}>
            {column.cell(row)}
          </div>
        ))
      )}
    </div>
  );
}

/** One row: its columns, or on a narrow page its card. While a list is scrolled, rows that stay are not drawn again. */
export const GridRow = memo(DrawnRow) as typeof DrawnRow;

function CardLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) return children;
  return (
    <a href={href} tabIndex={-1} className={css.link}>
      {children}
    </a>
  );
}

/** Two lines of a row: what it is, and what more there is to say. */
export function TwoLines({ first, second, href }: { first: ReactNode; second: ReactNode; href?: string }) {
  return (
    <span className={css.two}>
      {href === undefined ? (
        <span className={css.first}>{first}</span>
      ) : (
        <a className={css.first} href={href} tabIndex={-1}>
          {first}
        </a>
      )}
      <span className={css.second}>{second}</span>
    </span>
  );
}
