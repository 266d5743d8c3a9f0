import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../parts/copy-button.tsx";
import form from "../../parts/form.module.css";
import rows from "../../parts/rows.module.css";
import css from "./account.module.css";

/** Shown this once. */
export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone(): void }) {
  const { t } = useTranslation();
  return (
    <div className={`${form.stack} ${css.wide}`}>
      <h3>{t("account.backupCodes")}</h3>
      <p className={form.help}>{t("account.backupCodesHelp")}</p>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={rows.buttons}>
        <CopyButton text={codes.join("\n")} />
        <Button onClick={onDone}>{t("account.keptThem")}</Button>
      </div>
    </div>
  );
}
