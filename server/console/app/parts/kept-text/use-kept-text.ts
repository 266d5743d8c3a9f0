import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { tell } from "../tell.tsx";
import type { TextApi } from "./version-list.tsx";

/** A kept text as it is saved, what somebody makes of it, and the way from one to the other. */
export function useKeptText(name: string, api: TextApi) {
  const { t } = useTranslation();
  const saved = useQuery({
    queryKey: [name, "text"],
    queryFn: () => api.show(),
    // Kept as it was read while somebody works on it: what others save meanwhile is told when one saves.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
  });
  const [draft, setDraft] = useState<string>();
  const [isReviewing, setReviewing] = useState(false);
  const save = useMutation({
    mutationFn: (text: string) => api.save(text, saved.data?.version ?? 0),
    onSuccess: async ({ version }, text) => {
      tell(t("keptText.saved", { version }));
      setReviewing(false);
      await queries.invalidateQueries({ queryKey: [name] });
      // What was written on meanwhile stays.
      setDraft((now) => (now === text ? undefined : now));
    },
    onError: async (error) => {
      // Theirs is read, so that ours can be held against it; ours stays. What is wrong is shown at its line.
      if (error instanceof Refusal && error.status === 412) await saved.refetch();
      else setReviewing(false);
    },
  });
  const isStale = save.error instanceof Refusal && save.error.status === 412;
  const edit = (next: string) => {
    setDraft(next);
    if (!isStale) save.reset();
  };
  // Saved, it is still held for as long as what is saved is read again.
  const isSaved = save.isSuccess && save.variables === draft;
  const isChanged = draft !== undefined && draft !== saved.data?.text && !isSaved;
  return { saved, draft, setDraft, isChanged, isReviewing, setReviewing, save, isStale, edit };
}
