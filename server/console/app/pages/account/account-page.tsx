import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { Passkeys } from "./passkeys.tsx";
import { PasswordPanel } from "./password-panel.tsx";
import { ProviderLinks } from "./provider-links.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { Sessions } from "./sessions.tsx";
import css from "./account.module.css";

/** What is one's own: how one signs in, and where one is signed in. */
export function AccountPage() {
  const { t } = useTranslation();
  const { data: me, error, refetch } = useQuery(meQuery);
  return (
    <div className={css.page}>
      <PageHead title={t("shell.pages.account")} about={t("account.about")} />
      {error && <Failure error={error} retry={() => void refetch()} />}
      {me && (
        <>
          <PasswordPanel hasPassword={me.hasPassword === true} />
          <SecondFactor isOn={me.secondFactor === true} hasPassword={me.hasPassword === true} />
          <Passkeys />
          <ProviderLinks />
          <Sessions />
        </>
      )}
    </div>
  );
}
