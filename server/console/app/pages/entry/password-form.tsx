import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { signInByPassword } from "./sign-in.ts";

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
  return (
    <Form onSubmit={() => signIn.mutate()}>
      {signIn.error && <Failure error={signIn.error} />}
      <NeededField
        label={t("entry.email")}
        type="email"
        autoComplete="username"
        autoFocus={known === undefined}
        readOnly={known !== undefined}
        value={email}
        onChange={setEmail}
      />
      <PasswordField
        label={t("entry.password")}
        autoComplete="current-password"
        autoFocus={known !== undefined}
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" fullWidth loading={signIn.isPending}>
        {t("entry.signIn")}
      </Button>
    </Form>
  );
}
