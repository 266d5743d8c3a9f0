import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Panel } from "../../parts/panel.tsx";
import { useHubWords } from "../../hub-words/use-hub-words.ts";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import { Budget, Waiting } from "./connection-list.tsx";
import { ConnectionActions } from "./connection-actions.tsx";
import { type Connection, type Connector, simulatorsQuery } from "./connections.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./connection.module.css";
import { useHealthText } from "./health-mark.tsx";
import { TestSteps } from "./test-steps.tsx";
import { VendorTexts } from "./vendor-texts.tsx";

interface OverviewProps {
  connection: Connection;
  /** Undefined = this hub no longer has it. */
  connector: Connector | undefined;
}

/** How a connection does, and what can be asked of it at once. */
export function OverviewTab({ connection, connector }: OverviewProps) {
  const { me } = useRouteContext({ from: "/shell" });
  const isAdmin = isAtLeast(me.role, "admin");
  return (
    <div className={css.sides}>
      <div>
        <Facts connection={connection} connector={connector} />
        {isAdmin && <Simulated name={connection.name} />}
      </div>
      {isAdmin && (
        <div>
          <TestSteps name={connection.name} />
          <Panel>
            <VendorTexts name={connection.name} />
          </Panel>
        </div>
      )}
    </div>
  );
}

function Facts({ connection, connector }: OverviewProps) {
  const { t } = useTranslation();
  const words = useHubWords();
  const { full } = useFormats();
  const help = useHealthText();
  const at = (instant: string | null) => (instant ? full(instant) : t("connections.never"));
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t("connections.overview.connector"), sayHubWords(connector?.title ?? connection.connector)],
    [
      t("connections.overview.mode"),
      <>
        {t(`connections.mode.${connection.mode}`)}
        <span className={css.second}>{t(`connections.modeHelp.${connection.mode}`)}</span>
      </>,
    ],
    [t("connections.overview.lastSuccess"), at(connection.lastSuccessAt)],
    [t("connections.overview.lastDelivery"), at(connection.lastDeliveryAt)],
    ...(connection.lastError
      ? [[t("connections.overview.lastError"), words.fault(connection.lastError)] as const]
      : []),
    ...(connection.parkedReason
      ? [[t("connections.overview.reason"), sayHubWords(connection.parkedReason)] as const]
      : []),
    [
      t("connections.overview.waiting"),
      connection.waiting > 0 ? <Waiting waiting={connection.waiting} /> : t("connections.overview.nothingWaits"),
    ],
    [
      t("connections.overview.budget"),
      connection.budget ? <Budget connection={connection} /> : t("connections.overview.noBudget"),
    ],
    [t("connections.overview.since"), full(connection.createdAt)],
  ];
  return (
    <Panel title={t("connections.overview.now")}>
      <p className={css.muted}>{help(connection)}</p>
      <dl className={css.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ConnectionActions connection={connection} connector={connector} />
    </Panel>
  );
}

function Simulated({ name }: { name: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(simulatorsQuery);
  const simulator = data?.running.find(({ connection }) => connection === name);
  if (!simulator) return null;
  return (
    <Panel>
      <p>{t("connections.overview.simulated")}</p>
      {simulator.url && (
        <a href={simulator.url} target="_blank" rel="noreferrer">
          {t("connections.overview.simulatedPage")}
        </a>
      )}
    </Panel>
  );
}
