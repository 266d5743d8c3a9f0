import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../parts/failure.tsx";
import { signInByPassword } from "./sign-in.ts";
import css from "./entry.module.css";

interface PasswordFormProps {
  /** Given where the address is known. */
  email?: string | undefined;
  onDone(): void;
  /** The second factor is asked for. */
  onCode(): void;
}

export function PasswordForm({ email: known, onDone, onCode }: PasswordFormProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => signInByPassword(email, password),
    onSuccess: (next) => (next === "in" ? onDone() : onCode()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form className={css.form} onSubmit={submit}>
      {signIn.error && <Failure error={signIn.error} />}
      <TextInput
        label={t("entry.email")}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        autoFocus={known === undefined}
        readOnly={known !== undefined}
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <PasswordInput
        label={t("entry.password")}
        autoComplete="current-password"
        required
        withAsterisk={false}
        autoFocus={known !== undefined}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={signIn.isPending}>
        {t("entry.signIn")}
      </Button>
    </form>
  );
}
