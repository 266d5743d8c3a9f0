import { Button } from "@mantine/core";
import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { WithCode } from "../../parts/with-code.tsx";
import { CodeForm } from "./code-form.tsx";
import { EntryFrame } from "./entry-frame.tsx";
import { PasswordForm } from "./password-form.tsx";
import { enter, signInByPasskey, signInByProvider } from "./sign-in.ts";
import css from "./entry.module.css";

const route = getRouteApi("/sign-in");

interface Providers {
  providers: readonly { id: string; name: string }[];
}

/** Where one signs in: by password and a second factor, by passkey, or at a provider. */
export function SignInPage() {
  const { t } = useTranslation();
  const { to, error } = route.useSearch();
  const [step, setStep] = useState<"password" | "code">("password");
  const [failure, setFailure] = useState<unknown>(error === undefined ? undefined : new Error(error));
  const { data } = useQuery({
    queryKey: ["providers"],
    queryFn: () => askPath<Providers>("GET", "/api/auth/providers"),
  });
  const leave = () => enter(to);
  const attempt = (run: () => Promise<void>) => void run().catch(setFailure);
  if (step === "code")
    return (
      <EntryFrame title={t("entry.codeTitle")} about={t("entry.codeHelp")}>
        <CodeForm onDone={leave} />
      </EntryFrame>
    );
  return (
    <EntryFrame title={t("entry.signIn")} {...(to ? { about: t("entry.again") } : {})}>
      {failure !== undefined && <Failure error={failure} />}
      <PasswordForm onDone={leave} onCode={() => setStep("code")} />
      <p className={css.or}>{t("entry.or")}</p>
      <Button
        variant="default"
        fullWidth
        leftSection={<Icon name="key" />}
        disabled={!browserSupportsWebAuthn()}
        onClick={() => attempt(async () => signInByPasskey().then(leave))}
      >
        {t("entry.byPasskey")}
      </Button>
      {!browserSupportsWebAuthn() && <p className={css.help}>{t("entry.notSupported")}</p>}
      {data?.providers.map(({ id, name }) => (
        <Button key={id} variant="default" fullWidth onClick={() => attempt(() => signInByProvider(id, to))}>
          {t("entry.byProvider", { name })}
        </Button>
      ))}
      <p className={css.help}>
        <WithCode text={t("entry.forgotten")} />
      </p>
    </EntryFrame>
  );
}
