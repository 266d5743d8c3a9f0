import { Button, Checkbox, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { ClientField } from "../../parts/name-fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { type Connection, named } from "./connections.ts";
import css from "./connection.module.css";
import { useMapClient } from "../../parts/use-map-client.tsx";

/** A desk's customers, each with its client or what might be meant. */
export function DeskCustomers({ connection: { name } }: { connection: Connection }) {
  const { t } = useTranslation();
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [text, setText] = useState("");
  const { data, error, refetch } = useQuery({
    queryKey: ["connections", name, "customers"],
    queryFn: () => ask(api.connections[":name"].customers.$get(named(name))),
  });
  const { map, question, isPending, error: mapError } = useMapClient();
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones rows={6} />;
  if (data.length === 0) return <Empty title={t("connections.clients.nobody")} />;
  const seen = data
    .filter((one) => !onlyOpen || one.client === null)
    .filter((one) => one.name.toLowerCase().includes(text.toLowerCase()))
    .toSorted((one, other) => Number(one.client !== null) - Number(other.client !== null));
  const sure = data.flatMap(({ externalId, name: called, client, suggestions }) => {
    const same = suggestions.find((one) => one.toLowerCase() === called.toLowerCase());
    return client === null && same ? [{ connection: name, externalId, called, client: same }] : [];
  });
  return (
    <>
      <p className={css.muted}>{t("connections.clients.about")}</p>
      {question}
      {mapError && <Failure error={mapError} />}
      <div className={`${css.bar} ${css.gap}`}>
        <TextInput
          aria-label={t("common.search")}
          placeholder={t("common.search")}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Checkbox
          label={t("connections.clients.onlyOpen")}
          checked={onlyOpen}
          onChange={({ currentTarget }) => setOnlyOpen(currentTarget.checked)}
        />
        {sure.length > 0 && (
          <Button variant="default" loading={isPending} onClick={() => map(sure)}>
            {t("connections.clients.mapAll", { count: sure.length })}
          </Button>
        )}
      </div>
      {seen.length === 0 ? (
        <Empty title={t(onlyOpen ? "connections.clients.all" : "connections.catalogue.none")} />
      ) : (
        <Panel flush>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t("connections.clients.customer")}</th>
                <th scope="col">{t("connections.clients.client")}</th>
              </tr>
            </thead>
            <tbody>
              {seen.map((customer) => (
                <tr key={customer.externalId} className={customer.client === null ? css.openRow : ""}>
                  <td>
                    {customer.name}
                    <span className={css.second}>
                      {t("clients.unknown.number", { externalId: customer.externalId, connection: name })}
                    </span>
                    {customer.client === null && (
                      <span className={css.attention}>{t("connections.clients.notMapped")}</span>
                    )}
                  </td>
                  <td>
                    <CustomerForm
                      called={customer.name}
                      client={customer.client}
                      suggestions={customer.suggestions}
                      onMap={(client) =>
                        map([{ connection: name, externalId: customer.externalId, called: customer.name, client }])
                      }
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </>
  );
}

interface CustomerFormProps {
  called: string;
  client: string | null;
  suggestions: readonly string[];
  onMap(client: string): void;
}

function CustomerForm({ called, client, suggestions, onMap }: CustomerFormProps) {
  const { t } = useTranslation();
  const [entered, setEntered] = useState(client ?? suggestions[0] ?? "");
  return (
    <Form className={css.mapClient} onSubmit={() => onMap(entered.trim())}>
      <ClientField
        aria-label={`${t("connections.clients.client")}: ${called}`}
        placeholder={t("connections.clients.choose")}
        value={entered}
        onChange={setEntered}
      />
      <Button
        type="submit"
        variant="default"
        disabled={entered.trim() === "" || entered.trim() === client}
        aria-label={`${t("connections.clients.map")}: ${called}`}
      >
        {t("connections.clients.map")}
      </Button>
      {client === null && suggestions.length > 0 && (
        <span className={css.second}>
          {t("connections.clients.suggestions")}: {suggestions.join(", ")}
        </span>
      )}
    </Form>
  );
}
