import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import form from "../../parts/form.module.css";
import { PasswordField } from "../../parts/password-field.tsx";
import css from "./account.module.css";

interface ConfirmPasswordProps {
  /** What the button says. */
  action: string;
  run(password: string): Promise<void>;
  onCancel(): void;
}

/** What weakens or renews a second factor asks for the password once more. */
export function ConfirmPassword({ action, run, onCancel }: ConfirmPasswordProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const confirm = useMutation({ mutationFn: () => run(password) });
  return (
    <Form className={`${form.stack} ${css.wide}`} onSubmit={() => confirm.mutate()}>
      {confirm.error && <Failure error={confirm.error} />}
      <div className={`${css.form} ${css.wide}`}>
        <PasswordField
          label={t("account.confirmPassword")}
          autoComplete="current-password"
          autoFocus
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" loading={confirm.isPending}>
          {action}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </Form>
  );
}
