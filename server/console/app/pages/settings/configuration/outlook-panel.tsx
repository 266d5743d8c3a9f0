import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AskFirst } from "../../../parts/ask-first.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { type Outlook, OutlookList } from "./outlook-list.tsx";

interface OutlookPanelProps {
  outlook: Outlook;
  isBusy: boolean;
  onApply(): void;
}

/** What a file would change, and the way to do it; what it takes away is named once more, and asked for. */
export function OutlookPanel({ outlook, isBusy, onApply }: OutlookPanelProps) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const removals = outlook.changes.filter(({ action }) => action === "remove");
  const confirm = () => {
    setAsks(false);
    onApply();
  };
  return (
    <Panel title={t("settings.configuration.would")}>
      <OutlookList outlook={outlook} />
      {outlook.changes.length > 0 && (
        <Button loading={isBusy} onClick={removals.length > 0 ? () => setAsks(true) : onApply}>
          {t("settings.configuration.apply")}
        </Button>
      )}
      <AskFirst
        grave
        opened={asks}
        title={t("settings.configuration.removeTitle")}
        confirm={t("settings.configuration.removeApply", { count: removals.length })}
        onConfirm={confirm}
        onClose={() => setAsks(false)}
      >
        <p>{t("settings.configuration.removeAbout")}</p>
        <OutlookList outlook={{ changes: removals }} />
      </AskFirst>
    </Panel>
  );
}
