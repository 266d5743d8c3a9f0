import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../../parts/icon.tsx";
import { Panel } from "../../parts/panel.tsx";
import css from "./connection.module.css";
import type { Maps } from "./value-tables.ts";

const kinds = ["text", "number", "boolean", "date", "instant"] as const;

interface CustomFieldsProps {
  /** Fields of the customer's own that the desk has. */
  fields: readonly { key: string; label: string }[];
  maps: Maps;
  onChange(maps: Maps): void;
}

/** Which field of the desk's a field of ours is. */
export function CustomFields({ fields, maps, onChange }: CustomFieldsProps) {
  const { t } = useTranslation();
  const entries = Object.entries(maps.custom ?? {});
  const set = (next: typeof entries) => onChange({ ...maps, custom: Object.fromEntries(next) });
  const change = (index: number, entry: (typeof entries)[number]) =>
    set(entries.map((one, at) => (at === index ? entry : one)));
  const add = () => {
    const first = fields.find(({ key }) => entries.every(([, { field }]) => field !== key));
    if (first) set([...entries, [`field${entries.length + 1}`, { field: first.key, kind: "text" }]]);
  };
  return (
    <Panel title={t("connections.maps.custom")}>
      <p className={css.muted}>{t("connections.maps.customHelp")}</p>
      {entries.map(([key, entry], index) => (
        <div key={index} className={`${css.mapClient} ${css.gap}`}>
          <TextInput
            label={t("connections.maps.key")}
            value={key}
            onChange={({ currentTarget }) => change(index, [currentTarget.value, entry])}
          />
          <NativeSelect
            label={t("connections.maps.field")}
            value={entry.field}
            onChange={({ currentTarget }) => change(index, [key, { ...entry, field: currentTarget.value }])}
            data={fields.map((one) => ({ value: one.key, label: one.label }))}
          />
          <NativeSelect
            label={t("connections.maps.fieldKind")}
            value={entry.kind}
            onChange={({ currentTarget }) =>
              change(index, [key, { ...entry, kind: kinds.find((kind) => kind === currentTarget.value) ?? "text" }])
            }
            data={kinds.map((kind) => ({ value: kind, label: t(`connections.maps.kinds.${kind}`) }))}
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={`${t("common.remove")}: ${key}`}
            onClick={() => set(entries.filter((_, at) => at !== index))}
          >
            <Icon name="trash" />
          </ActionIcon>
        </div>
      ))}
      <Button className={css.gap ?? ""} variant="default" leftSection={<Icon name="plus" />} onClick={add}>
        {t("connections.maps.addField")}
      </Button>
    </Panel>
  );
}
