import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { ClientField } from "../../parts/name-fields.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Connection } from "./connections.ts";
import css from "./connection.module.css";
import { useMapClient } from "../../parts/use-map-client.tsx";

/** Names that a monitoring tool uses; those whose alerts wait are listed, the first to be decided. */
export function ToolClients({ connection: { name } }: { connection: Connection }) {
  const { t } = useTranslation();
  const [hint, setHint] = useState("");
  const [client, setClient] = useState("");
  const { map, question, isPending, error: mapError } = useMapClient();
  const held = useQuery({
    queryKey: ["quarantine"],
    queryFn: () => ask(api.quarantine.$get({ query: { limit: "500" } })),
    refetchInterval: 10_000,
  });
  const waiting = new Map<string, number>();
  for (const { clientRef, connection } of held.data ?? [])
    if (clientRef !== null && connection === name) waiting.set(clientRef, (waiting.get(clientRef) ?? 0) + 1);
  const save = (externalId: string, chosen: string) => map([{ connection: name, externalId, client: chosen }]);
  const error = mapError ?? held.error;
  return (
    <>
      <p className={`${css.muted} ${css.before}`}>{t("connections.clients.aboutMonitor")}</p>
      {question}
      {error && <Failure error={error} />}
      {[...waiting].map(([called, count]) => (
        <Panel key={called} title={called}>
          <p className={css.attention}>{t("connections.clients.waitsStill", { count })}</p>
          <NameForm key={called} label={called} busy={isPending} onMap={(chosen) => save(called, chosen)} />
        </Panel>
      ))}
      <Panel>
        <Form className={css.mapClient} onSubmit={() => save(hint.trim(), client.trim())}>
          <NeededField label={t("connections.clients.hint")} value={hint} onChange={setHint} />
          <ClientField
            label={t("connections.clients.client")}
            value={client}
            required
            withAsterisk={false}
            onChange={setClient}
          />
          <Button type="submit" variant="default" loading={isPending}>
            {t("connections.clients.map")}
          </Button>
        </Form>
      </Panel>
    </>
  );
}

function NameForm({ label, busy, onMap }: { label: string; busy: boolean; onMap(client: string): void }) {
  const { t } = useTranslation();
  const [client, setClient] = useState("");
  return (
    <Form className={`${css.mapClient} ${css.gap}`} onSubmit={() => onMap(client.trim())}>
      <ClientField
        aria-label={`${t("connections.clients.client")}: ${label}`}
        placeholder={t("connections.clients.client")}
        required
        value={client}
        onChange={setClient}
      />
      <Button type="submit" loading={busy}>
        {t("connections.clients.map")}
      </Button>
    </Form>
  );
}
