import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/page-head.tsx";

export function NowPage() {
  const { t } = useTranslation();
  return <PageHead title={t("shell.pages.now")} />;
}
