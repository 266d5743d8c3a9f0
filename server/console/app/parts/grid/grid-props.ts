import type { ReactNode } from "react";

export interface Column<Row> {
  key: string;
  title: string;
  /** A track of a CSS grid, such as `120px` or `minmax(0, 2fr)`. */
  width: string;
  cell(row: Row): ReactNode;
}

export interface GridProps<Row> {
  /** What the list is of. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey(row: Row): string;
  /** Where a row leads. Undefined = nowhere. */
  href?: ((row: Row) => string) | undefined;
  onOpen?: ((row: Row) => void) | undefined;
  /** What the space bar does with a row. */
  onMark?: ((row: Row) => void) | undefined;
  /** What stands in place of the columns where the page is narrow. */
  card(row: Row): ReactNode;
  /** How many there are in all, where it is known. */
  total?: number | undefined;
  /** Asks for more rows; undefined = these are all. */
  more?: (() => void) | undefined;
  /** In place of rows, while there are none. */
  empty: ReactNode;
  loading?: boolean | undefined;
}
