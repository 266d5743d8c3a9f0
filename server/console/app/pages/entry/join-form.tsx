import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { CodeForm } from "./code-form.tsx";
import { EntryFrame } from "./entry-frame.tsx";
import type { LinkFacts } from "./link-page.tsx";
import { PasswordForm } from "./password-form.tsx";

/** Who has an account already accepts an invitation by signing in; a link never sets their password. */
export function JoinForm({ secret, facts, onDone }: { secret: string; facts: LinkFacts; onDone(): void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<"password" | "code">("password");
  const [failure, setFailure] = useState<unknown>();
  const accept = () => {
    askPath("POST", "/api/auth/link/redeem", { secret }).then(onDone, setFailure);
  };
  return (
    <EntryFrame title={t("entry.joinTitle")} about={t("entry.joinHelp", { email: facts.email ?? "" })}>
      {failure !== undefined && <Failure error={failure} retry={accept} />}
      {step === "password" ? (
        <PasswordForm email={facts.email ?? undefined} onDone={accept} onCode={() => setStep("code")} />
      ) : (
        <CodeForm onDone={accept} />
      )}
    </EntryFrame>
  );
}
