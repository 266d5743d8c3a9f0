import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "./copy.ts";
import { Icon } from "./icon.tsx";

/** Copies a text, and says that it did. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    await copyText(text);
    setDone(true);
    setTimeout(() => setDone(false), 2_000);
  };
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name={isDone ? "check" : "copy"} />}
      onClick={() => void copy()}
      aria-live="polite"
    >
      {isDone ? t("common.copied") : (label ?? t("common.copy"))}
    </Button>
  );
}
