import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";
import form from "./form.module.css";

interface AskFirstProps {
  opened: boolean;
  title: string;
  /** What happens then. */
  children: ReactNode;
  /** On the button that does it. */
  confirm: string;
  onConfirm(): void;
  onClose(): void;
  busy?: boolean;
  error?: unknown;
  /** It is only done once this was typed; for what takes much along. */
  typed?: { label: string; text: string } | undefined;
  /** It cannot be undone. */
  grave?: boolean;
}

/** Asks before something is done; the focus comes back to where it was. */
export function AskFirst({ opened, title, onClose, ...rest }: AskFirstProps) {
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      <Question {...rest} onClose={onClose} />
    </Dialog>
  );
}

/** In the page only while it is asked, so that nothing typed stays for the next time. */
function Question({
  children,
  confirm,
  onConfirm,
  onClose,
  busy = false,
  error,
  typed,
  grave = false,
}: Omit<AskFirstProps, "opened" | "title">) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onConfirm();
  };
  return (
    <form className={form.form} onSubmit={submit}>
      {error !== undefined && error !== null && <Failure error={error} />}
      <div>{children}</div>
      {typed && (
        <TextInput
          label={typed.label}
          description={typed.text}
          autoComplete="off"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      <div className={form.buttons}>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button
          type="submit"
          {...(grave ? { color: "late" } : {})}
          loading={busy}
          disabled={typed !== undefined && text !== typed.text}
        >
          {confirm}
        </Button>
      </div>
    </form>
  );
}
