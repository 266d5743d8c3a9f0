import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./failure.tsx";
import css from "./dialog.module.css";

interface DialogProps {
  title: string;
  opened: boolean;
  onClose(): void;
  /** In pixels. */
  width?: number;
  children: ReactNode;
}

/** A dialog over the page; the focus comes back to where it was. */
export function Dialog({ title, opened, onClose, width = 480, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={opened} onClose={onClose} size={width} removeScrollProps={{ removeScrollBar: false }}>
      <Modal.Overlay />
      <Modal.Content className={css.content ?? ""}>
        <Modal.Header component="div" className={css.content ?? ""}>
          <Modal.Title className={css.title ?? ""}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t("common.close")} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface AskFirstProps {
  title: string;
  opened: boolean;
  onClose(): void;
  /** What the button says that does it. */
  action: string;
  run(): void;
  isPending?: boolean;
  error?: unknown;
  children: ReactNode;
}

/** Asks before what cannot be undone. */
export function AskFirst({ action, run, isPending = false, error, children, ...dialog }: AskFirstProps) {
  const { t } = useTranslation();
  return (
    <Dialog {...dialog}>
      <div className={css.form}>
        <p>{children}</p>
        {error ? <Failure error={error} /> : null}
        <div className={css.buttons}>
          <Button variant="default" onClick={dialog.onClose}>
            {t("common.cancel")}
          </Button>
          <Button color="late" loading={isPending} onClick={run}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
