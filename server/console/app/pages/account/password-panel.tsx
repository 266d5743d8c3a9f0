import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { Form } from "../../parts/form.tsx";
import { Panel } from "../../parts/panel.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { tell } from "../../parts/tell.tsx";
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
  return (
    <Panel title={t("account.password")}>
      {!hasPassword && <p className={form.help}>{t("account.noPassword")}</p>}
      {hasPassword && (
        <Form className={form.stack} onSubmit={() => change.mutate()}>
          {change.error && <Failure error={change.error} />}
          <div className={`${css.form} ${css.wide}`}>
            <PasswordField
              label={t("account.currentPassword")}
              autoComplete="current-password"
              value={currentPassword}
              onChange={setCurrent}
            />
            <PasswordField
              label={t("entry.newPassword")}
              autoComplete="new-password"
              minLength={12}
              value={newPassword}
              onChange={setNew}
            />
            <Button type="submit" variant="default" loading={change.isPending}>
              {t("account.changePassword")}
            </Button>
          </div>
          <p className={form.help}>{t("entry.passwordHelp", { count: 12 })}</p>
        </Form>
      )}
    </Panel>
  );
}
