import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { EntryFrame } from "./entry-frame.tsx";
import type { LinkFacts } from "./link-page.tsx";
import css from "./entry.module.css";

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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    redeem.mutate();
  };
  const title = isOwner ? t("entry.setupTitle") : t(facts.kind === "invite" ? "entry.inviteTitle" : "entry.resetTitle");
  const about = isOwner ? t("entry.setupHelp") : t("entry.inviteHelp", { email: facts.email ?? "" });
  return (
    <EntryFrame title={title} about={about}>
      <form className={css.form} onSubmit={submit}>
        {redeem.error && <Failure error={redeem.error} />}
        {isOwner && (
          <>
            <TextInput
              label={t("entry.name")}
              autoComplete="name"
              required
              withAsterisk={false}
              autoFocus
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <TextInput
              label={t("entry.email")}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              value={email}
              onChange={({ currentTarget }) => setEmail(currentTarget.value)}
            />
          </>
        )}
        <PasswordInput
          label={t("entry.newPassword")}
          description={t("entry.passwordHelp", { count: leastLength })}
          autoComplete="new-password"
          required
          withAsterisk={false}
          autoFocus={!isOwner}
          minLength={leastLength}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Button type="submit" fullWidth loading={redeem.isPending}>
          {isOwner ? t("entry.createAccount") : t("entry.continue")}
        </Button>
      </form>
    </EntryFrame>
  );
}
