import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialog.tsx";
import form from "../form.module.css";
import { Changes } from "./changes.tsx";

interface ReviewDialogProps {
  /** As it is saved. */
  from: string;
  to: string;
  /** The number that it would get. */
  next: number;
  /** Somebody else has saved since it was read. */
  isStale: boolean;
  isBusy: boolean;
  onSave(): void;
  onClose(): void;
}

/** What would change is seen before it is saved. */
export function ReviewDialog({ from, to, next, isStale, isBusy, onSave, onClose }: ReviewDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("keptText.changes")} opened onClose={onClose} size={820}>
      <div className={form.form}>
        {isStale && <p role="alert">{t("keptText.stale")}</p>}
        <Changes from={from} to={to} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button loading={isBusy} onClick={onSave}>
            {t("keptText.saveAs", { version: next })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
