import { NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Field } from "./read-schema.ts";

interface SchemaFieldProps {
  field: Field;
  value: string;
  /** What the hub says is wrong with it. */
  error: string | undefined;
  onChange(value: string): void;
  /** A secret that is kept already, and only replaced. */
  kept?: boolean;
}

/** One field of a connector's form: by its kind, with its help, and its secret never shown. */
export function SchemaField({ field, value, error, onChange, kept = false }: SchemaFieldProps) {
  const { t } = useTranslation();
  const { label, help, kind, options, required, usual, longest, part, key } = field;
  const isRequired = required && !kept;
  const common = {
    label: isRequired ? label : `${label} (${t("common.optional")})`,
    description: help,
    error: error ?? false,
    required: isRequired,
    withAsterisk: false,
    name: key,
    value,
    placeholder: usual ?? "",
    spellCheck: false,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  };
  if (part === "secrets")
    return (
      <PasswordInput
        {...common}
        autoComplete="new-password"
        placeholder={kept ? t("connections.setup.kept") : ""}
        {...(longest === undefined ? {} : { maxLength: longest })}
      />
    );
  if (kind === "choice" || kind === "switch") {
    const known = kind === "switch" ? ["true", "false"] : options;
    const labelOf = (option: string) =>
      kind === "switch" ? t(option === "true" ? "common.yes" : "common.no") : option;
    const none =
      usual === undefined ? t("connections.setup.notSet") : `${t("connections.setup.notSet")}: ${labelOf(usual)}`;
    const { placeholder: _, spellCheck: __, ...rest } = common;
    return (
      <NativeSelect
        {...rest}
        data={[{ value: "", label: none }, ...known.map((option) => ({ value: option, label: labelOf(option) }))]}
      />
    );
  }
  if (kind === "lines" || kind === "json") {
    const how = t(kind === "lines" ? "connections.setup.perLine" : "connections.setup.json");
    return <Textarea {...common} description={`${help} ${how}.`} autosize minRows={2} maxRows={12} />;
  }
  return <TextInput {...common} autoComplete="off" {...(kind === "number" ? { inputMode: "decimal" as const } : {})} />;
}
