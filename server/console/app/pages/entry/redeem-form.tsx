import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { EntryFrame } from "./entry-frame.tsx";
import type { LinkFacts } from "./link-page.tsx";

/** As the hub asks for (`people/password-policy.ts`). */
const leastLength = 12;

interface RedeemFormProps {
  secret: string;
  facts: LinkFacts;
  onDone(): void;
  onCode(): void;
}

/** Chooses a password; the first owner says who they are as well. */
export function RedeemForm({ secret, facts, onDone, onCode }: RedeemFormProps) {
  const { t } = useTranslation();
  const isOwner = facts.needs === "owner";
  const [name, setName] = useState("");
  const [email, setEmail] = useState(facts.email ?? "");
  const [password, setPassword] = useState("");
  const redeem = useMutation({
    mutationFn: () => {
      const body = { secret, password, ...(isOwner ? { name, email } : {}) };
      return askPath<{ signedIn: boolean }>("POST", "/api/auth/link/redeem", body);
    },
    onSuccess: ({ signedIn }) => (signedIn ? onDone() : onCode()),
  });
  const title = isOwner ? t("entry.setupTitle") : t(facts.kind === "invite" ? "entry.inviteTitle" : "entry.resetTitle");
  const about = isOwner ? t("entry.setupHelp") : t("entry.inviteHelp", { email: facts.email ?? "" });
  return (
    <EntryFrame title={title} about={about}>
      <Form onSubmit={() => redeem.mutate()}>
        {redeem.error && <Failure error={redeem.error} />}
        {isOwner && (
          <>
            <NeededField label={t("entry.name")} autoComplete="name" autoFocus value={name} onChange={setName} />
            <NeededField
              label={t("entry.email")}
              type="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
            />
          </>
        )}
        <PasswordField
          label={t("entry.newPassword")}
          description={t("entry.passwordHelp", { count: leastLength })}
          autoComplete="new-password"
          autoFocus={!isOwner}
          minLength={leastLength}
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" fullWidth loading={redeem.isPending}>
          {isOwner ? t("entry.createAccount") : t("entry.continue")}
        </Button>
      </Form>
    </EntryFrame>
  );
}
