import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon.tsx";

/** Copies a text. Where the page is no secure context there is no clipboard, and the old way is taken. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else copyBySelection(text);
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

function copyBySelection(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
