import { PasswordInput, type PasswordInputProps } from "@mantine/core";

interface PasswordFieldProps extends Omit<PasswordInputProps, "onChange" | "required" | "withAsterisk"> {
  onChange(next: string): void;
}

/** A password without which a form is not sent. */
export function PasswordField({ onChange, ...rest }: PasswordFieldProps) {
  return (
    <PasswordInput
      required
      withAsterisk={false}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      {...rest}
    />
  );
}
