import { useMutation } from "@tanstack/react-query";
import type { InferRequestType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask, Refusal } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { useProblemText } from "../../parts/failure.tsx";
import { tell, tellFailure } from "../../parts/tell.tsx";
import { shorten, useFieldWords } from "./field-words.ts";
import { ticketQuery, type TicketView } from "./ticket-queries.ts";

type Patch = Omit<InferRequestType<(typeof api.tickets)[":id"]["$patch"]>["json"], "seenRev">;
export type { Patch as TicketPatch };

/** Somebody has changed what one wants to change; both values, for who is to choose. */
export interface Overtaken {
  patch: Patch;
  fresh: TicketView;
  rows: readonly { field: string; now: unknown; wanted: unknown }[];
}

/** Fields of a patch as a ticket has them. */
export function flatten({ custom = {}, ...fixed }: Patch): Record<string, unknown> {
  return { ...fixed, ...Object.fromEntries(Object.entries(custom).map(([key, value]) => [`custom.${key}`, value])) };
}

/** The patch that sets back what another has set. */
function reverse(patch: Patch, before: TicketView): Patch {
  const custom = Object.keys(patch.custom ?? {}).map((key) => [key, before.fields[`custom.${key}`] ?? null]);
  const fixed = Object.keys(patch).filter((key) => key !== "custom");
  const back = Object.fromEntries(fixed.map((key) => [key, before.fields[key] ?? null]));
  // Values that a ticket has had are values that it may have.
  return { ...back, ...(custom.length > 0 ? { custom: Object.fromEntries(custom) } : {}) } as Patch;
}

interface Sent {
  patch: Patch;
  seen: TicketView;
  /** Without an offer to undo: it is one. */
  isUndo?: boolean;
}

/** Edits a ticket as a person: others' edits are not set over unseen, and one's own can be undone. */
export function useEdit(onDone?: () => void) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const problem = useProblemText();
  const [overtaken, setOvertaken] = useState<Overtaken>();
  const edit = useMutation({
    mutationFn: ({ patch, seen }: Sent) =>
      ask(api.tickets[":id"].$patch({ param: { id: seen.id }, json: { ...patch, seenRev: seen.rev } })),
    onSuccess: (after, { patch, seen, isUndo }) => {
      queries.setQueryData(ticketQuery(after.id).queryKey, after);
      void queries.invalidateQueries({ queryKey: ["ticket", after.id] });
      setOvertaken(undefined);
      onDone?.();
      if (isUndo) return tell(t("ticket.undone"));
      const said = Object.entries(flatten(patch)).map(([field, value]) =>
        t("ticket.edited", {
          field: words.name(field),
          from: shorten(words.value(field, seen.fields[field]), 40),
          to: shorten(words.value(field, value), 40),
        }),
      );
      const message = said.length === 1 ? said[0] : t("ticket.editedMany", { count: said.length });
      const undo = () => edit.mutate({ patch: reverse(patch, seen), seen: after, isUndo: true });
      tell(message ?? t("common.saved"), { label: t("common.undo"), run: undo });
    },
    onError: async (error, { patch, seen }) => {
      if (!(error instanceof Refusal) || error.status !== 409) return;
      const fresh = await queries.fetchQuery({ ...ticketQuery(seen.id), staleTime: 0 });
      const rows = Object.entries(flatten(patch)).flatMap(([field, wanted]) =>
        JSON.stringify(fresh.fields[field] ?? null) === JSON.stringify(seen.fields[field] ?? null)
          ? []
          : [{ field, now: fresh.fields[field], wanted }],
      );
      if (rows.length > 0) setOvertaken({ patch, fresh, rows });
      else tellFailure(problem(error));
    },
  });
  return {
    run: (seen: TicketView, patch: Patch) => edit.mutate({ patch, seen }),
    isPending: edit.isPending,
    /** What was refused for another reason than that somebody was quicker. */
    error: edit.error instanceof Refusal && edit.error.status === 409 ? null : edit.error,
    reset: edit.reset,
    overtaken,
    leave: () => setOvertaken(undefined),
  };
}
