import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import type { Connection } from "./connections.ts";
import css from "./connection.module.css";
import { useMapClient } from "./use-map-client.ts";

/** Names that a monitoring tool uses; those whose alerts wait are listed, the first to be decided. */
export function ToolClients({ connection: { name } }: { connection: Connection }) {
  const { t } = useTranslation();
  const [hint, setHint] = useState("");
  const [client, setClient] = useState("");
  const map = useMapClient(name);
  const held = useQuery({
    queryKey: ["quarantine"],
    queryFn: () => ask(api.quarantine.$get({ query: { limit: "500" } })),
    refetchInterval: 10_000,
  });
  const release = useMutation({
    mutationFn: (clientHint: string) => ask(api.deliveries.replay.$post({ json: { clientHint, openOld: false } })),
    onSuccess: ({ replayed }) => {
      tell(`${t("connections.clients.letGo")}: ${replayed}`);
      void queries.invalidateQueries({ queryKey: ["quarantine"] });
    },
  });
  const waiting = new Map<string, number>();
  for (const { clientRef, connection } of held.data ?? [])
    if (clientRef !== null && connection === name) waiting.set(clientRef, (waiting.get(clientRef) ?? 0) + 1);
  const save = (externalId: string, called: string) =>
    map.mutate([{ externalId, client: called }], { onSuccess: () => release.mutate(externalId) });
  const error = map.error ?? release.error ?? held.error;
  return (
    <>
      <p className={`${css.muted} ${css.before}`}>{t("connections.clients.aboutMonitor")}</p>
      {error && <Failure error={error} />}
      {[...waiting].map(([called, count]) => (
        <Panel key={called} title={called}>
          <p className={css.attention}>{t("connections.clients.waitsStill", { count })}</p>
          <NameForm key={called} label={called} busy={map.isPending} onMap={(chosen) => save(called, chosen)} />
        </Panel>
      ))}
      <Panel>
        <form
          className={css.mapClient}
          onSubmit={(event) => {
            event.preventDefault();
            save(hint.trim(), client.trim());
          }}
        >
          <TextInput
            label={t("connections.clients.hint")}
            value={hint}
            required
            withAsterisk={false}
            onChange={({ currentTarget }) => setHint(currentTarget.value)}
          />
          <TextInput
            label={t("connections.clients.client")}
            value={client}
            required
            withAsterisk={false}
            onChange={({ currentTarget }) => setClient(currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={map.isPending}>
            {t("connections.clients.map")}
          </Button>
        </form>
      </Panel>
    </>
  );
}

function NameForm({ label, busy, onMap }: { label: string; busy: boolean; onMap(client: string): void }) {
  const { t } = useTranslation();
  const [client, setClient] = useState("");
  return (
    <form
      className={`${css.mapClient} ${css.gap}`}
      onSubmit={(event) => {
        event.preventDefault();
        onMap(client.trim());
      }}
    >
      <TextInput
        aria-label={`${t("connections.clients.client")}: ${label}`}
        placeholder={t("connections.clients.client")}
        required
        value={client}
        onChange={({ currentTarget }) => setClient(currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        {t("connections.clients.map")}
      </Button>
    </form>
  );
}
