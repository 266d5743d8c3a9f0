import { useTranslation } from "react-i18next";
import { CopyText } from "../../parts/copy-text.tsx";
import { LinkButton } from "../../parts/link-button.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Connector } from "./connections.ts";
import css from "./setup.module.css";
import { Steps } from "./vendor-steps.tsx";
import { VendorTexts } from "./vendor-texts.tsx";

export interface Made {
  name: string;
  hookUrl: string;
  mailAddress?: string | undefined;
  setupSteps: readonly string[];
}

/** What is shown once of a new connection: the address of its hook, in the steps as well. */
export function MadeConnection({ made, connector }: { made: Made; connector: Connector }) {
  const { t } = useTranslation();
  const takes = connector.capabilities.includes("webhook") || connector.kind === "pager";
  return (
    <>
      <PageHead title={t("connections.made.title", { name: made.name })} about={t("connections.made.about")}>
        <LinkButton to="/connections/$name" params={{ name: made.name }}>
          {t("connections.made.next")}
        </LinkButton>
      </PageHead>
      <div className={css.sides}>
        <Panel>
          <div className={css.form}>
            {takes && <CopyText label={t("connections.made.hook")} text={made.hookUrl} />}
            {made.mailAddress !== undefined && <CopyText label={t("connections.made.mail")} text={made.mailAddress} />}
            <p className={css.muted}>{t("connections.made.once")}</p>
            <VendorTexts name={made.name} />
          </div>
        </Panel>
        <Panel title={t("connections.setup.atVendor")}>
          <Steps steps={made.setupSteps} />
        </Panel>
      </div>
    </>
  );
}
