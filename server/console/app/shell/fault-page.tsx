import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Refusal } from "../data/ask.ts";
import css from "./whole-page.module.css";

/** Shown in place of a page that has thrown. */
export function FaultPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const isAway = error instanceof Refusal && (error.status === 0 || error.status >= 500);
  return (
    <main className={css.page}>
      <h1>{t("common.brokenTitle")}</h1>
      <p>{isAway ? t("common.unreachable") : t("common.broken")}</p>
      <pre className={css.detail}>{error instanceof Error ? error.message : String(error)}</pre>
      <Button onClick={() => location.reload()}>{t("common.reload")}</Button>
    </main>
  );
}
