import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import css from "./whole-page.module.css";

/** Shown where an address leads nowhere. */
export function MissingPage() {
  const { t } = useTranslation();
  return (
    <main className={css.page}>
      <h1>{t("common.notFoundTitle")}</h1>
      <p>{t("common.notFound")}</p>
      <Link to="/">{t("common.toNow")}</Link>
    </main>
  );
}
