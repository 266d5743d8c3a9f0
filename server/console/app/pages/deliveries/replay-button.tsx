import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { useAgain } from "./use-again.ts";

/** Works on deliveries once more; says first what that does. */
export function ReplayButton({ ids, onDone }: { ids: readonly string[]; onDone?: () => void }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const [openOld, setOpenOld] = useState(false);
  const again = useAgain(
    (id, opens) => ask(api.deliveries[":id"].replay.$post({ param: { id }, json: { openOld: opens } })),
    () => {
      setAsks(false);
      onDone?.();
    },
  );
  const label = ids.length === 1 ? t("deliveries.replay.one") : t("deliveries.replay.many", { count: ids.length });
  return (
    <>
      <Button variant="default" disabled={ids.length === 0} onClick={() => setAsks(true)}>
        {label}
      </Button>
      <AskFirst
        opened={asks}
        title={t("deliveries.replay.title")}
        confirm={t("deliveries.replay.one")}
        onConfirm={() => again.run({ ids, openOld })}
        onClose={() => setAsks(false)}
        busy={again.isPending}
      >
        <p>{t("deliveries.replay.text")}</p>
        <Checkbox
          label={t("deliveries.replay.openOld")}
          checked={openOld}
          onChange={({ currentTarget }) => setOpenOld(currentTarget.checked)}
        />
        <p role="status">{again.progress}</p>
      </AskFirst>
    </>
  );
}
