import { Button, Modal, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./failure.tsx";
import css from "./ask-first.module.css";

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
  /** It is only done once this was typed; for what cannot be undone. */
  typed?: { label: string; text: string };
}

/** Asks before something is done; the focus comes back to where it was. */
export function AskFirst({ opened, onClose, ...rest }: AskFirstProps) {
  return (
    <Modal.Root opened={opened} onClose={onClose} removeScrollProps={{ removeScrollBar: false }} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={css.body ?? ""}>
          <Question {...rest} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Question({
  title,
  children,
  confirm,
  onConfirm,
  onClose,
  busy = false,
  error,
  typed,
}: Omit<AskFirstProps, "opened">) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  return (
    <>
      <Modal.Title className={css.title ?? ""}>{title}</Modal.Title>
      {error !== undefined && error !== null && <Failure error={error} />}
      <div className={css.words}>{children}</div>
      {typed && (
        <TextInput
          label={typed.label}
          description={typed.text}
          autoComplete="off"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      <div className={css.actions}>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button loading={busy} disabled={typed !== undefined && text !== typed.text} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </>
  );
}
