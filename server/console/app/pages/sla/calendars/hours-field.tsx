import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { readHours } from "./calendar-text.ts";

interface HoursFieldProps {
  label: string;
  value: string;
  onChange(next: string): void;
}

/** Hours of a day in words, such as `08:00–12:00, 13:00–17:00`; nothing is closed. */
export function HoursField({ label, value, onChange }: HoursFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={label}
      placeholder={t("sla.closed")}
      value={value}
      error={readHours(value) === undefined && t("sla.noHours")}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
