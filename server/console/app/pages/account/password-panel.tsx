import { Button, PasswordInput } from "@mantine/core";
import { tell } from "../../parts/tell.tsx";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import css from "./account.module.css";

/** A new password, which ends all other sign-ins. */
export function PasswordPanel({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useMutation({
    mutationFn: () => askPath("POST", "/api/auth/change-password", { currentPassword, newPassword }),
    onSuccess: async () => {
      setCurrent("");
      setNew("");
      tell(t("account.passwordChanged"));
      await queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Panel title={t("account.password")}>
      {!hasPassword && <p className={css.help}>{t("account.noPassword")}</p>}
      {hasPassword && (
        <form className={css.stack} onSubmit={submit}>
          {change.error && <Failure error={change.error} />}
          <div className={`${css.form} ${css.wide}`}>
            <PasswordInput
              label={t("account.currentPassword")}
              autoComplete="current-password"
              required
              withAsterisk={false}
              value={currentPassword}
              onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
            />
            <PasswordInput
              label={t("entry.newPassword")}
              autoComplete="new-password"
              required
              withAsterisk={false}
              minLength={12}
              value={newPassword}
              onChange={({ currentTarget }) => setNew(currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={change.isPending}>
              {t("account.changePassword")}
            </Button>
          </div>
          <p className={css.help}>{t("entry.passwordHelp", { count: 12 })}</p>
        </form>
      )}
    </Panel>
  );
}
