import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { queries } from "../../data/queries.ts";
import { type Guide, guideQuery, saveGuide } from "../../parts/client-guide/guide-query.ts";
import { tell, tellFailure } from "../../parts/tell.tsx";

export type GuidePart = "contacts" | "runbooks";

/** Writes a client's contacts or runbooks; their order is that in which they are shown; what is taken out can be put back. */
export function useGuide(guide: Guide) {
  const { t } = useTranslation();
  const { queryKey } = guideQuery(guide.clientId);
  const keep = (saved: Guide) => queries.setQueryData(queryKey, saved);
  const save = useMutation({
    mutationFn: (patch: Parameters<typeof saveGuide>[1]) => saveGuide(guide, patch),
    onSuccess: keep,
    // Somebody else may have been quicker: the next try begins with what they have written.
    onError: () => void queries.invalidateQueries({ queryKey }),
  });
  const remove = <Part extends GuidePart>(part: Part, index: number, name: string) => {
    const without = { [part]: guide[part].filter((_, place) => place !== index) };
    const undo = (saved: Guide) => void saveGuide(saved, { [part]: guide[part] }).then(keep, failed);
    save.mutate(without, {
      onSuccess: (saved) =>
        tell(t("clients.guide.removed", { name }), { label: t("common.undo"), run: () => undo(saved) }),
      onError: failed,
    });
  };
  const move = (part: GuidePart, from: number, to: number) => {
    // The next would be told that somebody else was quicker.
    if (save.isPending) return;
    const moved = guide[part].filter((_, place) => place !== from);
    save.mutate({ [part]: moved.toSpliced(to, 0, ...guide[part].slice(from, from + 1)) }, { onError: failed });
  };
  const failed = ({ message }: Error) => tellFailure(message);
  return { save, move, remove };
}
