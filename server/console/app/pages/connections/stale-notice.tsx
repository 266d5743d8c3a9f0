import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../parts/dialog.tsx";
import { Changes } from "../../parts/kept-text/changes.tsx";
import { Panel } from "../../parts/panel.tsx";
import css from "./connection.module.css";
import type { useDraft } from "./use-draft.ts";

type Contested = Pick<ReturnType<typeof useDraft>, "isStale" | "theirs" | "value" | "drop" | "keep">;

/** Somebody else has changed what one is editing; nothing is lost until one says which is to stay. */
export function StaleNotice({ draft }: { draft: Contested }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  if (!draft.isStale) return null;
  return (
    <Panel>
      <p role="alert" className={css.attention}>
        {t("connections.stale.about")}
      </p>
      <div className={`${css.mapClient} ${css.gap}`}>
        <Button variant="default" onClick={() => setIsOpen(true)}>
          {t("connections.stale.look")}
        </Button>
        <Button variant="default" onClick={draft.drop}>
          {t("connections.stale.theirs")}
        </Button>
        <Button variant="default" onClick={draft.keep}>
          {t("connections.stale.mine")}
        </Button>
      </div>
      <Dialog title={t("connections.stale.title")} opened={isOpen} onClose={() => setIsOpen(false)} size={820}>
        <Changes from={write(draft.theirs)} to={write(draft.value)} />
      </Dialog>
    </Panel>
  );
}

const write = (part: object) => `${JSON.stringify(part, null, 2)}\n`;
