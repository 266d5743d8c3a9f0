import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../../data/clock.ts";
import { Failure } from "../../parts/failure.tsx";
import { ClientField } from "../../parts/name-fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import { type UnknownCustomer, unknownQuery } from "./client-queries.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./clients.module.css";
import { type ToldCustomer, useCustomerNames } from "./use-customer-names.ts";
import { useMapClient } from "../../parts/use-map-client.tsx";

/** What waits because nobody knows whose it is, and one step to say it. Nothing is shown where nothing waits. */
export function UnknownPanel() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const maySee = isAtLeast(me.role, "technician") && me.clients === null;
  const { data = [], error, refetch } = useQuery({ ...unknownQuery, enabled: maySee });
  const mayMap = isAtLeast(me.role, "dispatcher");
  const toldOf = useCustomerNames(data, maySee && mayMap);
  if (!maySee || (data.length === 0 && !error)) return null;
  return (
    <Panel title={t("clients.unknown.title")}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      <p className={css.help}>{t(mayMap ? "clients.unknown.help" : "clients.unknown.mayNot")}</p>
      <ul>
        {data.map((one) => (
          <UnknownLine key={`${one.connection} ${one.externalId}`} unknown={one} told={toldOf(one)} mayMap={mayMap} />
        ))}
      </ul>
    </Panel>
  );
}

interface UnknownLineProps {
  unknown: UnknownCustomer;
  /** Undefined = it has no name but its number. */
  told: ToldCustomer | undefined;
  mayMap: boolean;
}

function UnknownLine({ unknown, told, mayMap }: UnknownLineProps) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const now = useNow();
  const { connection, externalId, records, alerts, since, detail } = unknown;
  const suggestions = told?.suggestions ?? unknown.suggestions;
  const called = told?.name ?? externalId;
  const [other, setOther] = useState("");
  const { map, question, isPending, error } = useMapClient();
  const what = [
    ...(records > 0 ? [t("clients.unknown.records", { count: records })] : []),
    ...(alerts > 0 ? [t("clients.unknown.alerts", { count: alerts })] : []),
  ].join(", ");
  const choose = (client: string) => map([{ connection, externalId, called, client }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (other.trim() !== "") choose(other.trim());
  };
  return (
    <li className={css.line}>
      <div className={css.words}>
        <p>
          <span className={css.name}>{called}</span>
          {told && <span className={css.about}> {t("clients.unknown.number", { externalId, connection })}</span>}
        </p>
        <p className={css.about}>{t("clients.unknown.waits", { what, connection, time: when(since, now) })}</p>
        <details>
          <summary className={css.about}>{t("clients.unknown.why")}</summary>
          <p className={css.about}>{sayHubWords(detail)}</p>
        </details>
      </div>
      {mayMap && (
        <form className={css.choice} onSubmit={submit}>
          {suggestions.map((name) => (
            <Button
              key={name}
              size="xs"
              variant="default"
              className={css.suggestion ?? ""}
              disabled={isPending}
              onClick={() => choose(name)}
            >
              {t("clients.unknown.isClient", { name })}
            </Button>
          ))}
          <ClientField
            size="xs"
            className={css.other ?? ""}
            aria-label={t("clients.unknown.choose", { name: called })}
            placeholder={t("clients.unknown.other")}
            value={other}
            onChange={setOther}
          />
          <Button type="submit" size="xs" variant="default" loading={isPending} disabled={other.trim() === ""}>
            {t("clients.unknown.map")}
          </Button>
        </form>
      )}
      {error && <Failure error={error} />}
      {question}
    </li>
  );
}
