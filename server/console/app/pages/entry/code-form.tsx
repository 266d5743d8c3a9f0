import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import css from "./entry.module.css";

/** The second factor: six digits of an app, or a backup code. */
export function CodeForm({ onDone }: { onDone(): void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<"totp" | "backup-code">("totp");
  const [code, setCode] = useState("");
  const verify = useMutation({
    mutationFn: () => askPath("POST", `/api/auth/two-factor/verify-${kind}`, { code: code.replaceAll(" ", "") }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    verify.mutate();
  };
  const change = () => {
    setKind(kind === "totp" ? "backup-code" : "totp");
    setCode("");
    verify.reset();
  };
  return (
    <form className={css.form} onSubmit={submit}>
      {verify.error && <Failure error={verify.error} />}
      <TextInput
        key={kind}
        label={kind === "totp" ? t("entry.code") : t("entry.backupCode")}
        inputMode={kind === "totp" ? "numeric" : "text"}
        autoComplete="one-time-code"
        required
        withAsterisk={false}
        autoFocus
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={verify.isPending}>
        {t("entry.continue")}
      </Button>
      <Button variant="subtle" fullWidth onClick={change}>
        {kind === "totp" ? t("entry.useBackupCode") : t("entry.useApp")}
      </Button>
    </form>
  );
}
