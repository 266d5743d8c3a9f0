import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import form from "../../parts/form.module.css";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { BackupCodes } from "./backup-codes.tsx";
import { ConfirmPassword } from "./confirm-password.tsx";
import { ScanSecret } from "./scan-secret.tsx";

type Step =
  | { kind: "rest" }
  | { kind: "confirm"; action: "enable" | "disable" | "generate-backup-codes" }
  | { kind: "scan"; uri: string; codes: readonly string[] }
  | { kind: "codes"; codes: readonly string[] };

interface Enabled {
  totpURI?: string;
  backupCodes?: readonly string[];
}

/** A code from an app beside the password: turned on, off, and its backup codes. */
export function SecondFactor({ isOn, hasPassword }: { isOn: boolean; hasPassword: boolean }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ kind: "rest" });
  const rest = async () => {
    setStep({ kind: "rest" });
    await queries.invalidateQueries({ queryKey: ["me"] });
  };
  const confirm = async (action: "enable" | "disable" | "generate-backup-codes", password: string) => {
    const { totpURI, backupCodes = [] } = await askPath<Enabled>("POST", `/api/auth/two-factor/${action}`, {
      password,
    });
    if (action === "disable") await rest();
    else if (totpURI === undefined) setStep({ kind: "codes", codes: backupCodes });
    else setStep({ kind: "scan", uri: totpURI, codes: backupCodes });
  };
  const actions = {
    enable: "account.turnOn",
    disable: "account.turnOff",
    "generate-backup-codes": "account.newBackupCodes",
  } as const;
  const begin = (action: keyof typeof actions) => (
    <Button variant="default" onClick={() => setStep({ kind: "confirm", action })}>
      {t(actions[action])}
    </Button>
  );
  return (
    <Panel title={t("account.secondFactor")}>
      <div className={form.stack}>
        <p className={form.help}>
          {!hasPassword ? t("account.needsPassword") : t(isOn ? "account.secondFactorOn" : "account.secondFactorOff")}
        </p>
        {step.kind === "rest" && hasPassword && (
          <div className={rows.buttons}>
            {isOn ? (
              <>
                {begin("generate-backup-codes")}
                {begin("disable")}
              </>
            ) : (
              begin("enable")
            )}
          </div>
        )}
        {step.kind === "confirm" && (
          <ConfirmPassword
            key={step.action}
            action={t(actions[step.action])}
            run={(password) => confirm(step.action, password)}
            onCancel={() => setStep({ kind: "rest" })}
          />
        )}
        {step.kind === "scan" && (
          <ScanSecret
            uri={step.uri}
            onDone={() => setStep({ kind: "codes", codes: step.codes })}
            onCancel={() => void rest()}
          />
        )}
        {step.kind === "codes" && <BackupCodes codes={step.codes} onDone={() => void rest()} />}
      </div>
    </Panel>
  );
}
