import { useTranslation } from "react-i18next";
import type { Overview } from "../../data/lists.ts";
import { PageHead } from "../../parts/page-head.tsx";
import css from "./now.module.css";

/** How many tickets are late and how many soon will be; it counts all that one may see, whatever the list is narrowed to. */
export function NowHead({ overview }: { overview: Pick<Overview, "late" | "soon"> | undefined }) {
  const { t } = useTranslation();
  const { late = 0, soon = 0 } = overview ?? {};
  const soonWords = late > 0 ? t("now.soon", { count: soon }) : t("now.soonAlone", { count: soon });
  const heading = (
    <span aria-live="polite">
      {late > 0 && <span className={css.late}>{t("now.late", { count: late })}</span>}
      {late > 0 && soon > 0 && ", "}
      {soon > 0 && <span className={css.soon}>{soonWords}</span>}
      {late === 0 && soon === 0 && (overview ? t("now.calm") : t("shell.pages.now"))}
    </span>
  );
  // In the tab of a browser that lies behind others, the number is what is looked for.
  const title = late > 0 ? `(${late}) ${t("shell.pages.now")}` : t("shell.pages.now");
  return (
    <div className={css.head}>
      <PageHead title={title} heading={heading} />
    </div>
  );
}
