import type { ReactNode } from "react";
import { useEffect } from "react";
import css from "./page-head.module.css";

interface PageHeadProps {
  title: string;
  /** What stands in the page in place of the title, where that is more than its words. */
  heading?: ReactNode;
  about?: string;
  children?: ReactNode;
}

/** A page's one heading, what it is about in a sentence, and what can be done on it. Names the browser's tab as well. */
export function PageHead({ title, heading, about, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Interdesk`;
  }, [title]);
  return (
    <div className={css.head}>
      <div className={css.words}>
        <h1>{heading ?? title}</h1>
        {about && <p>{about}</p>}
      </div>
      {children && <div className={css.actions}>{children}</div>}
    </div>
  );
}
