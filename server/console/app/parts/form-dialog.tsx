import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";
import css from "./form.module.css";

interface FormDialogProps {
  title: string;
  about?: string;
  /** What the button says that does it. */
  submit: string;
  onSubmit(): void;
  onClose(): void;
  isBusy: boolean;
  /** What the hub refused that belongs to no field. */
  error: unknown;
  children: ReactNode;
}

/** A form that stands over the page. It is in the page only while it is open, so that it begins empty each time. */
export function FormDialog({ title, about, submit, onSubmit, onClose, isBusy, error, children }: FormDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} opened onClose={onClose} size="lg">
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) onSubmit();
        }}
      >
        {about && <p className={css.help}>{about}</p>}
        {children}
        {error !== undefined && error !== null && <Failure error={error} />}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={isBusy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Two fields beside each other; on a phone one below the other. */
export function FieldPair({ children }: { children: ReactNode }) {
  return <div className={css.pair}>{children}</div>;
}
