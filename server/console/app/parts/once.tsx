import { useTranslation } from "react-i18next";
import { CopyButton } from "./copy-button.tsx";
import form from "./form.module.css";
import css from "./once.module.css";

/** A secret that the hub shows this once: where to keep it, and a way to copy it. */
export function Once({ label, secret, about }: { label: string; secret: string; about?: string }) {
  const { t } = useTranslation();
  return (
    <div className={css.once} role="status">
      <p className={css.label}>{label}</p>
      <code className={css.secret}>{secret}</code>
      <p className={form.help}>{about ?? t("common.onceHelp")}</p>
      <div>
        <CopyButton text={secret} />
      </div>
    </div>
  );
}
