import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";

/** Asks before an alert is taken out of its ticket, and leads to its new one. */
export function SplitDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => ask(api.alerts[":id"].split.$post({ param: { id } })),
    onSuccess: ({ ticketId }) => {
      void queries.invalidateQueries({ queryKey: ["alert", id] });
      onClose();
      if (ticketId !== null) router.history.push(`/tickets/${ticketId}`);
    },
  });
  return (
    <AskFirst
      opened
      title={t("alertStory.splitTitle")}
      onClose={onClose}
      confirm={t("alertStory.splitDo")}
      busy={isPending}
      error={error}
      onConfirm={() => mutate()}
    >
      <p>{t("alertStory.splitAbout")}</p>
    </AskFirst>
  );
}
