import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Breakable } from "./breakable.tsx";

interface DialogProps {
  title: string;
  opened: boolean;
  onClose(): void;
  /** A number is in pixels. */
  size?: "sm" | "md" | "lg" | "xl" | number;
  children: ReactNode;
}

/** Something that is done apart from the page; Escape and the cross leave it, and the focus goes back to where it was. */
export function Dialog({ title, opened, onClose, size = "md", children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} removeScrollProps={{ removeScrollBar: false }}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        {/* A header element would be a second banner of the page. */}
        <Modal.Header component="div">
          <Modal.Title>
            <Breakable text={title} />
          </Modal.Title>
          <Modal.CloseButton aria-label={t("common.close")} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
