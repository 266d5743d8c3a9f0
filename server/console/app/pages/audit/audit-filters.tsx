import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./audit.module.css";

type Filter = { action?: string; actor?: string; object?: string };
/** After so long without a key the list is asked for. */
const typingMs = 350;

/** What of the audit is shown; stands in the address. */
export function AuditFilters({ value, onChange }: { value: Filter; onChange(next: Filter): void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    const names = ["action", "actor", "object"] as const;
    if (names.every((name) => (typed[name] ?? "") === (value[name] ?? ""))) return undefined;
    const next = Object.fromEntries(names.flatMap((name) => (typed[name] ? [[name, typed[name]]] : [])));
    const timer = setTimeout(() => onChange(next), typingMs);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  const input = (name: keyof Filter) => (
    <TextInput
      label={t(`audit.${name}`)}
      placeholder={name === "action" ? "connection.*" : ""}
      value={typed[name] ?? ""}
      onChange={({ currentTarget }) => setTyped({ ...typed, [name]: currentTarget.value })}
    />
  );
  return (
    <div className={css.filters} role="search">
      {input("action")}
      {input("object")}
      {input("actor")}
    </div>
  );
}
