import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { Panel } from "../../parts/panel.tsx";
import { named } from "./connections.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./connection.module.css";
import { useFieldName, useValueText } from "./field-words.ts";
import { sendable } from "./use-change.ts";
import type { Maps, Preview } from "./value-tables.ts";

/** What these tables make of one ticket there, and of ours on its way back. */
export function MapsPreview({ name, maps }: { name: string; maps: Maps }) {
  const { t } = useTranslation();
  const [record, setRecord] = useState("");
  const preview = useMutation({
    mutationFn: () =>
      ask(
        api.connections[":name"].maps.preview.$post({
          ...named(name),
          json: { maps: sendable<"maps">(maps), ...(record.trim() === "" ? {} : { record: record.trim() }) },
        }),
      ),
  });
  return (
    <Panel title={t("connections.maps.preview")}>
      <p className={css.muted}>{t("connections.maps.previewHelp")}</p>
      <Form className={`${css.mapClient} ${css.gap}`} onSubmit={() => preview.mutate()}>
        <TextInput
          className={css.wide ?? ""}
          label={t("connections.maps.previewRecord")}
          placeholder={t("connections.maps.previewRecordHelp")}
          value={record}
          onChange={({ currentTarget }) => setRecord(currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={preview.isPending}>
          {t("connections.maps.previewRun")}
        </Button>
      </Form>
      {preview.error && <Failure error={preview.error} />}
      <div role="status">
        {preview.data && !preview.data.record && <p className={css.gap}>{t("connections.maps.noRecord")}</p>}
      </div>
      {preview.data?.record && (
        <div className={css.tables}>
          <Values
            title={t("connections.maps.becomes", {
              number: preview.data.record.number ?? preview.data.record.externalId,
            })}
            columns={[t("connections.maps.theirs"), t("connections.maps.ours")]}
            values={preview.data.arrives}
            first="theirs"
          />
          <Values
            title={t("connections.maps.back")}
            columns={[t("connections.maps.ours"), t("connections.maps.theirs")]}
            values={preview.data.leaves}
            first="ours"
          />
        </div>
      )}
    </Panel>
  );
}

interface ValuesProps {
  title: string;
  columns: readonly [string, string];
  values: Preview["arrives"];
  first: "theirs" | "ours";
}

function Values({ title, columns, values, first }: ValuesProps) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const textOf = useValueText();
  const write = (one: Preview["arrives"][number], side: "theirs" | "ours") =>
    side === "ours" ? textOf(one.field, one.ours) : textOf(undefined, one.theirs);
  const second = first === "ours" ? "theirs" : "ours";
  return (
    <div className={css.values}>
      <h3>{title}</h3>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t("connections.maps.field")}</th>
            <th scope="col">{columns[0]}</th>
            <th scope="col">{columns[1]}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((one) => (
            <tr key={one.field} className={one.state === "unmapped" ? css.openRow : ""}>
              <td>{nameOf(one.field)}</td>
              <td>{write(one, first)}</td>
              <td>
                {one.state === "mapped" && write(one, second)}
                {one.state === "ignored" && <span className={css.muted}>{t("connections.maps.ignore")}</span>}
                {one.state === "unmapped" && (
                  <span className={css.attention}>{one.detail && sayHubWords(one.detail)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
