import { useMutation } from "@tanstack/react-query";
import type { InferRequestType } from "hono/client";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { useProblemText } from "../../parts/failure.tsx";
import { tell, tellFailure } from "../../parts/tell.tsx";
import { ticketQuery } from "./ticket-queries.ts";

type Settle = (typeof api.tickets)[":id"]["links"][":link"]["settle"]["$post"];

interface Decision {
  link: string;
  field: InferRequestType<Settle>["json"]["field"];
  choice: "keep" | "take";
  /** What is said once it is done. */
  told: string;
}

/** Decides between our value and a desk's, in the name of whoever has signed in. */
export function useSettle(ticketId: string) {
  const problem = useProblemText();
  return useMutation({
    mutationFn: ({ link, field, choice }: Decision) =>
      ask(api.tickets[":id"].links[":link"].settle.$post({ param: { id: ticketId, link }, json: { field, choice } })),
    onSuccess: (after, { told }) => {
      queries.setQueryData(ticketQuery(after.id).queryKey, after);
      tell(told);
    },
    onError: (error) => tellFailure(problem(error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["ticket", ticketId] }),
  });
}

/** Reads a record anew, or lets it go. */
export function useRecordWork(ticketId: string) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const after = () => void queries.invalidateQueries({ queryKey: ["ticket", ticketId] });
  const resync = useMutation({
    mutationFn: ({ link }: { link: string; name: string }) =>
      ask(api.tickets[":id"].links[":link"].resync.$post({ param: { id: ticketId, link } })),
    onSuccess: (_, { name }) => tell(t("ticket.sides.resyncAsked", { name })),
    onError: (error) => tellFailure(problem(error)),
    onSettled: after,
  });
  const unlink = useMutation({
    mutationFn: ({ link }: { link: string; name: string }) =>
      ask(api.tickets[":id"].links[":link"].$delete({ param: { id: ticketId, link } })),
    onSuccess: (_, { name }) => tell(t("ticket.sides.unlinked", { name })),
    onSettled: after,
  });
  return { resync, unlink };
}
