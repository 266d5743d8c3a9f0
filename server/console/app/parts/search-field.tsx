import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import css from "./search-field.module.css";
import { Icon } from "./icon.tsx";

interface SearchFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
}
const waitMs = 250;

/** Words to search for; told when somebody stops typing for a moment. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Cleared, or gone back to, from elsewhere.
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <TextInput
      type="search"
      size="sm"
      classNames={{ input: css.input ?? "" }}
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" />}
      value={typed}
      onChange={({ currentTarget }) => {
        const next = currentTarget.value;
        setTyped(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onChange(next.trim()), waitMs);
      }}
    />
  );
}
