import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";
import { DialogForm } from "./form.tsx";

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
  const [text, setText] = useState("");
  return (
    <DialogForm
      submit={confirm}
      onSubmit={onConfirm}
      onCancel={onClose}
      isBusy={busy}
      button={{ disabled: typed !== undefined && text !== typed.text, ...(grave ? { color: "late" } : {}) }}
    >
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
    </DialogForm>
  );
}
