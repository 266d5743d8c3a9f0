import { Button, NumberInput, Textarea } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import type { Connection, Connector } from "./connections.ts";
import css from "./connection.module.css";
import { collect, type Entered, type Field, placeOf, readFields, readValue, writeValue } from "./read-schema.ts";
import { Removal } from "./removal.tsx";
import { SchemaField } from "./schema-field.tsx";
import { type Patch, useChange } from "./use-change.ts";
import { useEntered } from "./use-entered.ts";

/** Settings and secrets changed later, and the end of the connection. */
export function SettingsTab({ connection, connector }: { connection: Connection; connector: Connector }) {
  const { t } = useTranslation();
  const fields = useMemo(() => readFields(connector), [connector]);
  const before = useMemo(
    () => Object.fromEntries(fields.map((field) => [placeOf(field), writeValue(connection.settings[field.key])])),
    [fields, connection.settings],
  );
  const [overlap, setOverlap] = useState<number | string>(24);
  const [from, setFrom] = useState<string>();
  const change = useChange(connection.name, connection.version);
  const refusal = change.error instanceof Refusal ? change.error : undefined;
  const { entered, enter, clear, check, errorOf } = useEntered(fields);
  const settings = fields.filter(({ part }) => part === "settings");
  const secrets = fields.filter(({ part }) => part === "secrets");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!check()) return;
    const patch = buildPatch({ settings, secrets, before, entered, overlap: Number(overlap), from });
    change.mutate(patch, {
      onSuccess: () => {
        clear();
        setFrom(undefined);
        tell(t("common.saved"));
      },
    });
  };
  return (
    <>
      <form onSubmit={save}>
        {change.error && <Failure error={change.error} />}
        <Panel title={t("connections.settings.settings")}>
          <div className={css.form}>
            {settings.map((field) => (
              <SchemaField
                key={placeOf(field)}
                field={field}
                value={entered[placeOf(field)] ?? before[placeOf(field)] ?? ""}
                error={errorOf(field, change.error)}
                onChange={(value) => enter(field, value)}
              />
            ))}
            <Textarea
              label={t("connections.settings.allowedFrom")}
              description={t("connections.settings.allowedFromHelp")}
              autosize
              minRows={2}
              value={from ?? connection.allowedFrom.join("\n")}
              error={refusal?.fields.find(({ field }) => field.startsWith("allowedFrom"))?.expected ?? false}
              onChange={({ currentTarget }) => setFrom(currentTarget.value)}
            />
          </div>
        </Panel>
        {secrets.length > 0 && (
          <Panel title={t("connections.settings.secrets")}>
            <div className={css.form}>
              <p className={css.muted}>{t("connections.settings.secretsHelp")}</p>
              {secrets.map((field) => (
                <SchemaField
                  key={placeOf(field)}
                  field={field}
                  kept
                  value={entered[placeOf(field)] ?? ""}
                  error={errorOf(field, change.error)}
                  onChange={(value) => enter(field, value)}
                />
              ))}
              <NumberInput
                label={t("connections.settings.overlap")}
                min={0}
                max={720}
                hideControls
                value={overlap}
                onChange={setOverlap}
              />
            </div>
          </Panel>
        )}
        <div className={css.actions}>
          <Button type="submit" loading={change.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
      {/* Outside: what its question submits would be taken for the settings. */}
      <Removal connection={connection} />
    </>
  );
}

interface Changed {
  settings: readonly Field[];
  secrets: readonly Field[];
  before: Entered;
  entered: Entered;
  overlap: number;
  /** Lines; undefined = untouched. */
  from: string | undefined;
}

/** Only what was changed; what was emptied is taken out. @throws SyntaxError of JSON that is none */
function buildPatch({ settings, secrets, before, entered, overlap, from }: Changed): Patch {
  const changed = settings.filter((field) => {
    const now = entered[placeOf(field)];
    return now !== undefined && now !== before[placeOf(field)];
  });
  // The schema of the connector checks each.
  const given = collect(secrets, "secrets", entered) as Record<string, string>;
  const patch: Patch = { overlapHours: overlap };
  if (changed.length > 0) patch.settings = readSettings(changed, entered);
  if (Object.keys(given).length > 0) patch.secrets = given;
  if (from !== undefined) patch.allowedFrom = (readValue({ kind: "lines" }, from) as string[] | undefined) ?? [];
  return patch;
}

function readSettings(changed: readonly Field[], entered: Entered): NonNullable<Patch["settings"]> {
  const read = changed.map((field) => [field.key, readValue(field, entered[placeOf(field)] ?? "") ?? null] as const);
  // Of JSON, or of text, numbers and lists of it.
  return Object.fromEntries(read) as NonNullable<Patch["settings"]>;
}
