import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../data/ask.ts";
import { NeededField } from "./needed-field.tsx";

/** Six digits of an app, or one of the codes for when the app is lost. */
export type CodeKind = "totp" | "backup-code";

/** A code that is typed, and asked about. */
export function useSecondFactorCode(kind: CodeKind, onDone: () => void) {
  const [code, setCode] = useState("");
  const verify = useMutation({
    mutationFn: () => askPath("POST", `/api/auth/two-factor/verify-${kind}`, { code: code.replaceAll(" ", "") }),
    onSuccess: onDone,
  });
  return { code, setCode, verify };
}

interface CodeFieldProps {
  kind: CodeKind;
  value: string;
  onChange(next: string): void;
}

export function CodeField({ kind, value, onChange }: CodeFieldProps) {
  const { t } = useTranslation();
  return (
    <NeededField
      label={kind === "totp" ? t("entry.code") : t("entry.backupCode")}
      inputMode={kind === "totp" ? "numeric" : "text"}
      autoComplete="one-time-code"
      autoFocus
      value={value}
      onChange={onChange}
    />
  );
}
