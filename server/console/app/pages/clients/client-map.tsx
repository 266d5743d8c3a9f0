import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Dialog } from "../../parts/dialog.tsx";
import form from "../../parts/form.module.css";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { ClientRow } from "./client-queries.ts";
import css from "./clients.module.css";
import { useMapClient } from "../../parts/use-map-client.ts";

/** What each connection calls a client, and one more name of it. */
export function ClientMap({ client, mayMap }: { client: ClientRow; mayMap: boolean }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title={t("clients.one.map")}
      tools={
        mayMap && (
          <Button variant="default" size="xs" onClick={() => setIsOpen(true)}>
            {t("clients.one.add")}
          </Button>
        )
      }
    >
      <p className={css.help}>{t("clients.one.mapAbout")}</p>
      {client.customers.length === 0 && <p>{t("clients.one.noMap")}</p>}
      <dl className={css.refs}>
        {client.customers.map(({ connection, externalId }) => (
          <div key={`${connection} ${externalId}`}>
            <dt>{connection}</dt>
            <dd>{externalId}</dd>
          </div>
        ))}
      </dl>
      {isOpen && <AddName client={client.name} onClose={() => setIsOpen(false)} />}
    </Panel>
  );
}

function AddName({ client, onClose }: { client: string; onClose(): void }) {
  const { t } = useTranslation();
  const { data: connections = [], error } = useQuery({
    queryKey: ["connections"],
    queryFn: () => ask(api.connections.$get()),
  });
  const [chosen, setChosen] = useState("");
  const [externalId, setExternalId] = useState("");
  const map = useMapClient(onClose);
  const connection = chosen || (connections[0]?.name ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    map.mutate([{ connection, externalId: externalId.trim(), client }]);
  };
  return (
    <Dialog title={t("clients.one.add")} opened onClose={onClose}>
      <form className={form.form} onSubmit={submit}>
        {(map.error ?? error) && <Failure error={map.error ?? error} />}
        <NativeSelect
          label={t("clients.one.connection")}
          data={connections.map(({ name }) => name)}
          value={connection}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
        <TextInput
          label={t("clients.one.external")}
          description={t("clients.one.externalHelp")}
          required
          withAsterisk={false}
          maxLength={500}
          value={externalId}
          onChange={({ currentTarget }) => setExternalId(currentTarget.value)}
        />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={map.isPending} disabled={externalId.trim() === "" || connection === ""}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
