import type { ReactNode } from "react";
import css from "./panel.module.css";

interface PanelProps {
  title?: ReactNode;
  /** Beside the title. */
  tools?: ReactNode;
  /** Its content reaches to the edges, as a table does. */
  flush?: boolean;
  children: ReactNode;
}

/** What belongs together on a page; never one inside another. */
export function Panel({ title, tools, flush = false, children }: PanelProps) {
  return (
    <section className={css.panel}>
      {(title !== undefined || tools !== undefined) && (
        <div className={css.top}>
          {title !== undefined && <h2>{title}</h2>}
          {tools}
        </div>
      )}
      <div className={flush ? css.flush : css.body}>{children}</div>
    </section>
  );
}
