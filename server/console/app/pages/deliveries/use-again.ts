import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../data/queries.ts";
import { useProblemText } from "../../parts/failure.tsx";
import { tell, tellFailure } from "../../parts/tell.tsx";

interface Wanted {
  ids: readonly string[];
  /** What is old opens tickets, too. */
  openOld: boolean;
}

/**
 * Lets each be worked on again, one after another; one that is refused, since somebody was quicker, keeps none of the others.
 * How many went, and how many not, is said at the end.
 *
 * @param again one of them. @param onDone when all were tried
 */
export function useAgain(again: (id: string, openOld: boolean) => Promise<{ opens: boolean }>, onDone: () => void) {
  const { t } = useTranslation();
  const explain = useProblemText();
  const [tried, setTried] = useState(0);
  const run = useMutation({
    mutationFn: async ({ ids, openOld }: Wanted) => {
      setTried(0);
      const opened: boolean[] = [];
      const errors: unknown[] = [];
      for (const id of ids) {
        await again(id, openOld).then(
          ({ opens }) => opened.push(opens),
          (error: unknown) => errors.push(error),
        );
        setTried(opened.length + errors.length);
      }
      return { done: opened.length, openNone: opened.filter((opens) => !opens).length, errors };
    },
    onSuccess: ({ done, openNone, errors }) => {
      const said = [
        ...(done > 0 ? [t("deliveries.replay.done", { count: done })] : []),
        ...(openNone > 0 ? [t("deliveries.replay.openNone", { count: openNone })] : []),
        ...(errors.length > 0
          ? [t("deliveries.replay.refused", { count: errors.length, detail: explain(errors[0]) })]
          : []),
      ].join(" ");
      if (errors.length > 0) tellFailure(said);
      else tell(said);
      onDone();
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["deliveries"] });
      void queries.invalidateQueries({ queryKey: ["quarantine"] });
    },
  });
  const of = run.variables?.ids.length ?? 0;
  return {
    run: (wanted: Wanted) => run.mutate(wanted),
    isPending: run.isPending,
    /** In words, while there are several; else nothing. */
    progress: run.isPending && of > 1 ? t("deliveries.replay.progress", { done: tried, of }) : "",
  };
}
