import { Button, Checkbox } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { tell } from "../../parts/tell.tsx";

/** Works on deliveries once more; says first what that does. */
export function ReplayButton({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const [openOld, setOpenOld] = useState(false);
  const replay = useMutation({
    mutationFn: async () => {
      let opens = true;
      for (const id of ids)
        opens = (await ask(api.deliveries[":id"].replay.$post({ param: { id }, json: { openOld } }))).opens && opens;
      return opens;
    },
    onSuccess: (opens) => {
      setAsks(false);
      tell(t(opens ? "deliveries.replay.done" : "deliveries.replay.doneNoOpen"));
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["deliveries"] });
      void queries.invalidateQueries({ queryKey: ["quarantine"] });
    },
  });
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
        onConfirm={() => replay.mutate()}
        onClose={() => setAsks(false)}
        busy={replay.isPending}
        error={replay.error}
      >
        <p>{t("deliveries.replay.text")}</p>
        <Checkbox
          label={t("deliveries.replay.openOld")}
          checked={openOld}
          onChange={({ currentTarget }) => setOpenOld(currentTarget.checked)}
        />
      </AskFirst>
    </>
  );
}
