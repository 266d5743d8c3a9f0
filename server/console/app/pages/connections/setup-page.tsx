import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sayHubWords } from "../../hub-words/say.ts";
import { PageHead } from "../../parts/page-head.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Connector } from "./connections.ts";
import { type Made, MadeConnection } from "./made-connection.tsx";
import { SetupForm } from "./setup-form.tsx";
import css from "./setup.module.css";
import { Steps } from "./vendor-steps.tsx";

/** Connects one vendor: its form beside what its admin does there, then the hook's address, then the test. */
export function SetupPage({ connector }: { connector: Connector }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<Made>();
  if (made) return <MadeConnection made={made} connector={connector} />;
  return (
    <>
      <PageHead title={t("connections.setup.title", { title: sayHubWords(connector.title) })} />
      <div className={css.sides}>
        <Panel>
          <SetupForm connector={connector} onMade={setMade} />
        </Panel>
        <Panel title={t("connections.setup.atVendor")}>
          <p className={css.muted}>{t("connections.setup.atVendorHelp")}</p>
          <Steps steps={connector.setupSteps} />
        </Panel>
      </div>
    </>
  );
}
