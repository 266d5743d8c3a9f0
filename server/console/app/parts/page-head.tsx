import type { ReactNode } from "react";
import { useEffect } from "react";
import css from "./page-head.module.css";

/** A page's one heading, what it is about in a sentence, and what can be done on it. Names the browser's tab as well. */
export function PageHead({ title, about, children }: { title: string; about?: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Interdesk`;
  }, [title]);
  return (
    <div className={css.head}>
      <div className={css.words}>
        <h1>{title}</h1>
        {about && <p>{about}</p>}
      </div>
      {children && <div className={css.actions}>{children}</div>}
    </div>
  );
}
