import type { ReactNode } from "react";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";
import { DialogForm } from "./form.tsx";
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
  return (
    <Dialog title={title} opened onClose={onClose} size="lg">
      <DialogForm submit={submit} onSubmit={onSubmit} onCancel={onClose} isBusy={isBusy}>
        {about && <p className={css.help}>{about}</p>}
        {children}
        {error !== undefined && error !== null && <Failure error={error} />}
      </DialogForm>
    </Dialog>
  );
}

/** Two fields beside each other; on a phone one below the other. */
export function FieldPair({ children }: { children: ReactNode }) {
  return <div className={css.pair}>{children}</div>;
}
