import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { CodeField, type CodeKind, useSecondFactorCode } from "../../parts/second-factor-code.tsx";

/** The second factor: six digits of an app, or a backup code. */
export function CodeForm({ onDone }: { onDone(): void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<CodeKind>("totp");
  const { code, setCode, verify } = useSecondFactorCode(kind, onDone);
  const change = () => {
    setKind(kind === "totp" ? "backup-code" : "totp");
    setCode("");
    verify.reset();
  };
  return (
    <Form onSubmit={() => verify.mutate()}>
      {verify.error && <Failure error={verify.error} />}
      <CodeField key={kind} kind={kind} value={code} onChange={setCode} />
      <Button type="submit" fullWidth loading={verify.isPending}>
        {t("entry.continue")}
      </Button>
      <Button variant="subtle" fullWidth onClick={change}>
        {kind === "totp" ? t("entry.useBackupCode") : t("entry.useApp")}
      </Button>
    </Form>
  );
}
