import { Select, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActionChoices } from "./use-action-words.ts";
import css from "./audit.module.css";

type Filter = { action?: string; actor?: string; object?: string };
/** After so long without a key the list is asked for. */
const typingMs = 350;

/** What of the audit is shown; stands in the address. */
export function AuditFilters({ value, onChange }: { value: Filter; onChange(next: Filter): void }) {
  const { t } = useTranslation();
  const choices = useActionChoices();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    const names = ["actor", "object"] as const;
    if (names.every((name) => (typed[name] ?? "") === (value[name] ?? ""))) return undefined;
    const timer = setTimeout(() => onChange(withoutEmpty(typed)), typingMs);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  const { action } = value;
  const isListed = action === undefined || choices.some((choice) => choice.value === action);
  const input = (name: "actor" | "object") => (
    <TextInput
      label={t(`audit.${name}`)}
      value={typed[name] ?? ""}
      onChange={({ currentTarget }) => setTyped({ ...typed, [name]: currentTarget.value })}
    />
  );
  return (
    <div className={css.filters} role="search">
      <Select
        searchable
        clearable
        openOnFocus={false}
        withScrollArea={false}
        label={t("audit.action")}
        placeholder={t("audit.allActions")}
        // Another code can come by the address.
        data={isListed ? choices : [{ value: action, label: action }, ...choices]}
        styles={{ options: { maxHeight: 300, overflowY: "auto" } }}
        nothingFoundMessage={t("common.none")}
        value={action ?? null}
        onChange={(next) => onChange(withoutEmpty({ ...typed, action: next ?? "" }))}
      />
      {input("object")}
      {input("actor")}
    </div>
  );
}

/** As it stands in the address. */
function withoutEmpty(filter: Filter): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, words]) => words !== ""));
}
