import { TextInput, type TextInputProps } from "@mantine/core";

interface NeededFieldProps extends Omit<TextInputProps, "onChange" | "required" | "withAsterisk"> {
  onChange(next: string): void;
}

/** A line of text without which a form is not sent. It has no asterisk: what may be left out says so. */
export function NeededField({ onChange, ...rest }: NeededFieldProps) {
  return (
    <TextInput
      required
      withAsterisk={false}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      {...rest}
    />
  );
}
