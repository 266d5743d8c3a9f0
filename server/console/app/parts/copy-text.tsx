import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon.tsx";
import css from "./copy-text.module.css";

/** A text to be carried elsewhere, such as an address or a script. Where the page may not copy, it is marked to be copied by hand. */
export function CopyText({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Missing where the page is no secure context.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    await clipboard?.writeText(text);
    setCopied(clipboard !== undefined);
  };
  return (
    <div className={css.box}>
      <div className={css.head}>
        <span>{label}</span>
        <Button variant="default" size="xs" leftSection={<Icon name="copy" />} onClick={() => void copy()}>
          <span role="status">{copied ? t("common.copied") : t("common.copy")}</span>
        </Button>
      </div>
      <pre className={css.text} tabIndex={0} aria-label={label} data-scrolls>
        {text}
      </pre>
    </div>
  );
}
