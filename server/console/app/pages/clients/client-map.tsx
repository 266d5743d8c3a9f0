import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "../../parts/panel.tsx";
import type { ClientRow } from "./client-queries.ts";
import css from "./clients.module.css";
import { AddName, MoveName, RemoveName } from "./name-dialogs.tsx";

type Customer = ClientRow["customers"][number];

/** What each connection calls a client: names are added, given to another client, and taken away. */
export function ClientMap({ client, mayMap }: { client: ClientRow; mayMap: boolean }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [moved, setMoved] = useState<Customer>();
  const [removed, setRemoved] = useState<Customer>();
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
        {client.customers.map((customer) => (
          <div key={`${customer.connection} ${customer.externalId}`}>
            <dt>{customer.connection}</dt>
            <dd>
              <span>{customer.externalId}</span>
              {mayMap && (
                <MappingTools
                  name={customer.externalId}
                  onMove={() => setMoved(customer)}
                  onRemove={() => setRemoved(customer)}
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
      {isOpen && <AddName client={client.name} onClose={() => setIsOpen(false)} />}
      {moved && <MoveName client={client.name} customer={moved} onClose={() => setMoved(undefined)} />}
      {removed && <RemoveName client={client.name} customer={removed} onClose={() => setRemoved(undefined)} />}
    </Panel>
  );
}

interface MappingToolsProps {
  name: string;
  onMove(): void;
  onRemove(): void;
}

function MappingTools({ name, onMove, onRemove }: MappingToolsProps) {
  const { t } = useTranslation();
  return (
    <span className={css.tools}>
      <Button variant="default" size="xs" aria-label={`${t("clients.one.move")}: ${name}`} onClick={onMove}>
        {t("clients.one.move")}
      </Button>
      <Button variant="default" size="xs" aria-label={`${t("common.remove")}: ${name}`} onClick={onRemove}>
        {t("common.remove")}
      </Button>
    </span>
  );
}
