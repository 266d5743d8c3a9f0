import { useTranslation } from "react-i18next";
import css from "./bones.module.css";

/** Grey lines where a list will be. What has a shape of its own is drawn in that shape, by Skeletons. */
export function Bones({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <div className={css.bones} role="status" aria-label={t("common.loading")}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}
