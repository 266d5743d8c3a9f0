import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask, Refusal } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import { type Connector, connectionsQuery } from "./connections.ts";
import type { Made } from "./made-connection.tsx";
import { collect, type Field, placeOf, readFields } from "./read-schema.ts";
import { SchemaField } from "./schema-field.tsx";
import css from "./setup.module.css";
import { useEntered } from "./use-entered.ts";

/** The form of a new connection, drawn from its connector's schema; what is refused is said at its field. */
export function SetupForm({ connector, onMade }: { connector: Connector; onMade(made: Made): void }) {
  const { t } = useTranslation();
  const fields = useMemo(() => readFields(connector), [connector]);
  const isDesk = connector.kind === "desk";
  const [name, setName] = useName(connector.name);
  const [mode, setMode] = useState<"live" | "shadow">(isDesk ? "shadow" : "live");
  const [client, setClient] = useState("");
  const { entered, enter, check, errorOf } = useEntered(fields);
  const make = useMutation({
    mutationFn: () => {
      const json = {
        name,
        connector: connector.name,
        // The schema of the connector checks each, and says what is wrong by its place.
        settings: collect(fields, "settings", entered) as Record<string, string>,
        secrets: collect(fields, "secrets", entered) as Record<string, string>,
        ...(client === "" ? {} : { defaultClient: client }),
        ...(mode === "live" ? {} : { mode }),
      };
      return ask(api.connections.$post({ json }));
    },
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["connections"] });
      onMade(made);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (check()) make.mutate();
  };
  const refusal = make.error instanceof Refusal ? make.error : undefined;
  const draw = (field: Field) => (
    <SchemaField
      key={placeOf(field)}
      field={field}
      value={entered[placeOf(field)] ?? ""}
      error={errorOf(field, make.error)}
      onChange={(value) => enter(field, value)}
    />
  );
  const rest = fields.filter((field) => !field.required && field.part === "settings");
  const first = fields.filter((field) => !rest.includes(field));
  const hasWrongRest = rest.some((field) => errorOf(field, make.error) !== undefined);
  return (
    <form className={css.form} onSubmit={submit}>
      {make.error && <Failure error={make.error} />}
      <TextInput
        label={t("connections.setup.name")}
        description={t("connections.setup.nameHelp")}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        value={name}
        error={refusal?.of("name") ?? false}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {first.map(draw)}
      {isDesk && (
        <NativeSelect
          label={t("connections.setup.begin")}
          description={t("connections.setup.beginHelp")}
          value={mode}
          onChange={({ currentTarget }) => setMode(currentTarget.value === "live" ? "live" : "shadow")}
          data={(["shadow", "live"] as const).map((one) => ({ value: one, label: t(`connections.mode.${one}`) }))}
        />
      )}
      {connector.kind === "monitor" && (
        <TextInput
          label={`${t("connections.setup.defaultClient")} (${t("common.optional")})`}
          description={t("connections.setup.defaultClientHelp")}
          autoComplete="off"
          value={client}
          onChange={({ currentTarget }) => setClient(currentTarget.value)}
        />
      )}
      {rest.length > 0 && (
        <details className={css.more} open={hasWrongRest || undefined}>
          <summary>{t("connections.setup.more")}</summary>
          <p className={css.muted}>{t("connections.setup.moreHelp")}</p>
          <div className={css.form}>{rest.map(draw)}</div>
        </details>
      )}
      <div>
        <Button type="submit" loading={make.isPending}>
          {t("connections.setup.connect")}
        </Button>
      </div>
    </form>
  );
}

/** What was typed; before that the connector's own name, where it is taken with a number behind it. */
function useName(wanted: string): [name: string, setName: (typed: string) => void] {
  const { data = [] } = useQuery(connectionsQuery);
  const [typed, setTyped] = useState<string>();
  const taken = new Set(data.map(({ name }) => name));
  let free = wanted;
  for (let number = 2; taken.has(free); number++) free = `${wanted}-${number}`;
  return [typed ?? free, setTyped];
}
