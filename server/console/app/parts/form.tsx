import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./form.module.css";

interface FormProps {
  /** In place of fields one below the other. */
  className?: string | undefined;
  onSubmit(): void;
  children: ReactNode;
}

/** Fields that are sent by the program, not by the browser. */
export function Form({ className = css.form, onSubmit, children }: FormProps) {
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

interface DialogFormProps extends Omit<FormProps, "className"> {
  /** What the button says that does it. */
  submit: string;
  onCancel(): void;
  isBusy?: boolean;
  /** What else the button is that does it, such as disabled. */
  button?: ButtonProps & { title?: string };
}

/** A form that is left or done by the two buttons below it; while it is being done it is not done again. */
export function DialogForm({ submit, onSubmit, onCancel, isBusy = false, button = {}, children }: DialogFormProps) {
  const { t } = useTranslation();
  const send = () => {
    if (!isBusy) onSubmit();
  };
  return (
    <Form onSubmit={send}>
      {children}
      <div className={css.buttons}>
        <Button variant="default" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" loading={isBusy} {...button}>
          {submit}
        </Button>
      </div>
    </Form>
  );
}
