import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../parts/failure.tsx";
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form className={`${css.stack} ${css.wide}`} onSubmit={submit}>
      {confirm.error && <Failure error={confirm.error} />}
      <div className={`${css.form} ${css.wide}`}>
        <PasswordInput
          label={t("account.confirmPassword")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Button type="submit" loading={confirm.isPending}>
          {action}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
