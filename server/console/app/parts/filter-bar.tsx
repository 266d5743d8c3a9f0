import type { ReactNode } from "react";
import css from "./filter-bar.module.css";

/** Filters in a row, and how many rows fit them; on a phone the row is pushed aside with a finger. */
export function FilterBar({ label, shown, children }: { label: string; shown?: string; children: ReactNode }) {
  return (
    <div className={css.bar} role="search" aria-label={label} data-scrolls="">
      {children}
      {shown !== undefined && <span className={css.shown}>{shown}</span>}
    </div>
  );
}
