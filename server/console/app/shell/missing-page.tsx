import { Button } from "@mantine/core";
import { Link, useRouter, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../parts/empty.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Panel } from "../parts/panel.tsx";
import css from "./missing-page.module.css";

/** Where an address leads nowhere: what happened, and the ways on. All else of the console stays where it is. */
export function MissingPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <>
      <PageHead title={t("common.notFoundTitle")} />
      <Panel>
        <Empty title={t("common.notFoundAddress", { path })}>
          <p>{t("common.notFound")}</p>
          <div className={css.ways}>
            {history.length > 1 && (
              <Button variant="default" onClick={() => router.history.back()}>
                {t("common.back")}
              </Button>
            )}
            <Link to="/">{t("common.toNow")}</Link>
          </div>
        </Empty>
      </Panel>
    </>
  );
}
