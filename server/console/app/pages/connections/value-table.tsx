import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Panel } from "../../parts/panel.tsx";
import css from "./connection.module.css";
import { closed, type Discovery, ignored, type MappedField, type Maps, readTable, type Table } from "./value-tables.ts";

type Choices = NonNullable<Discovery["choices"][MappedField]>;

interface TableProps {
  field: MappedField;
  maps: Maps;
  /** What the desk has. */
  choices: Choices;
  onChange(table: Table): void;
}

/** The table of one field, both ways. */
export function ValueTable({ field, maps, choices, onChange }: TableProps) {
  const { t } = useTranslation();
  const table = readTable(maps, field);
  const title = t(`connections.maps.fields.${field}`);
  const isOpen = !(field in closed);
  const known = new Set(choices.map(({ value }) => value));
  const strangers = Object.keys(table.in).filter((value) => !known.has(value));
  const rows = [...choices, ...strangers.map((value) => ({ value, label: value, active: false }))];
  return (
    <Panel title={title}>
      {isOpen && <p className={css.muted}>{t("connections.maps.freeHelp")}</p>}
      <div className={isOpen ? "" : css.tables}>
        <Side
          first={t("connections.maps.theirs")}
          second={t("connections.maps.ours")}
          about={t("connections.maps.arrives")}
        >
          {rows.map(({ value, label, active }) => (
            <tr key={value} className={!isOpen && active && table.in[value] === undefined ? css.openRow : ""}>
              <td>
                {label}
                {!active && <span className={css.second}>{t("connections.maps.inactive")}</span>}
              </td>
              <td>
                {isOpen ? (
                  <FreeValue table={table} value={value} label={label} title={title} onChange={onChange} />
                ) : (
                  <OurValue
                    field={field}
                    label={`${title}: ${label}`}
                    value={table.in[value] ?? ""}
                    onChange={(ours) => onChange({ ...table, in: { ...table.in, [value]: ours } })}
                  />
                )}
              </td>
            </tr>
          ))}
        </Side>
        {!isOpen && <Leaving field={field} table={table} choices={choices} onChange={onChange} />}
      </div>
    </Panel>
  );
}

interface SideProps {
  about: string;
  first: string;
  second: string;
  children: React.ReactNode;
}

function Side({ about, first, second, children }: SideProps) {
  return (
    <div className={css.values}>
      <h3>{about}</h3>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col">{second}</th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Leaving({ field, table, choices, onChange }: Omit<TableProps, "maps"> & { table: Table }) {
  const { t } = useTranslation();
  const labelOf = useOurLabel();
  const ours = field in closed ? closed[field as keyof typeof closed] : [];
  return (
    <Side first={t("connections.maps.ours")} second={t("connections.maps.theirs")} about={t("connections.maps.leaves")}>
      {ours.map((value) => (
        <tr key={value} className={table.out[value] === undefined ? css.openRow : ""}>
          <td>{labelOf(field, value)}</td>
          <td>
            <NativeSelect
              aria-label={`${labelOf(field, value)} → ${t("connections.maps.theirs")}`}
              value={table.out[value] ?? ""}
              onChange={({ currentTarget }) =>
                onChange({ ...table, out: { ...table.out, [value]: currentTarget.value } })
              }
              data={[
                { value: "", label: t("connections.maps.open") },
                { value: ignored, label: t("connections.maps.ignore") },
                ...choices.filter(({ active }) => active).map((one) => ({ value: one.value, label: one.label })),
              ]}
            />
          </td>
        </tr>
      ))}
    </Side>
  );
}

interface OurValueProps {
  field: MappedField;
  label: string;
  value: string;
  onChange(value: string): void;
}

function OurValue({ field, label, value, onChange }: OurValueProps) {
  const { t } = useTranslation();
  const labelOf = useOurLabel();
  const ours: readonly string[] = field in closed ? closed[field as keyof typeof closed] : [];
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: "", label: t("connections.maps.open") },
        { value: ignored, label: t("connections.maps.ignore") },
        ...ours.map((one) => ({ value: one, label: labelOf(field, one) })),
      ]}
    />
  );
}

interface FreeProps {
  table: Table;
  value: string;
  label: string;
  title: string;
  onChange(table: Table): void;
}

/** Names are translated both ways at once: what one of theirs is called here is written back as theirs. */
function FreeValue({ table, value, label, title, onChange }: FreeProps) {
  const now = table.in[value] ?? "";
  const change = (ours: string) => {
    const rest = Object.entries(table.out).filter(([, theirs]) => theirs !== value);
    onChange({
      in: { ...table.in, [value]: ours },
      out: { ...Object.fromEntries(rest), ...(ours && ours !== ignored ? { [ours]: value } : {}) },
    });
  };
  return (
    <TextInput
      aria-label={`${title}: ${label}`}
      placeholder={label}
      value={now}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}

function useOurLabel(): (field: MappedField, value: string) => string {
  const { t } = useTranslation();
  return (field, value) => {
    switch (field) {
      case "status":
        return t(`common.status.${value as "new"}`);
      case "priority":
        return t(`common.priority.${value as "1"}`);
      case "type":
        return t(`common.type.${value as "incident"}`);
      default:
        return value;
    }
  };
}
