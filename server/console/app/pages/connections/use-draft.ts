import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask, Refusal } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { tell } from "../../parts/tell.tsx";
import { type Connection, named } from "./connections.ts";
import { keepChanged, type Patch, sendable, sendChange } from "./use-change.ts";
import { isSame } from "./value-tables.ts";

type Part = "rules" | "maps";

/**
 * One part of a connection while somebody edits it. It is saved onto what stood there when the editing began: where others have
 * changed it meanwhile, neither their changes are overwritten nor one's own lost.
 *
 * @param begins what there is to edit, where that is more than what is saved
 */
export function useDraft<P extends Part>(connection: Connection, part: P, begins: Connection[P] = connection[part]) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<{ value: Connection[P]; base: Connection }>();
  const value = draft?.value ?? begins;
  const base = draft?.base ?? connection;
  const isStale = !isSame(base[part], connection[part]);
  const save = useMutation({
    // The version rises by other things as well, such as a pause.
    mutationFn: () => saveOnto(isStale ? base : connection, part, value),
    onSuccess: (saved) => {
      keepChanged(saved);
      setDraft(undefined);
      tell(t("common.saved"));
    },
  });
  const begin = (next: typeof draft) => {
    setDraft(next);
    save.reset();
  };
  return {
    value,
    set: (next: Connection[P]) => setDraft({ value: next, base }),
    isBegun: draft !== undefined,
    isChanged: !isSame(value, base[part]),
    /** Somebody else has changed it since. */
    isStale,
    theirs: connection[part],
    save,
    error: isStale ? null : save.error,
    /** Goes on from what is saved now. */
    drop: () => begin(undefined),
    /** Is to replace what is saved now. */
    keep: () => begin({ value, base: connection }),
  };
}

/** Where only something else of the connection has changed since, it is saved all the same. @throws Refusal */
async function saveOnto<P extends Part>(base: Connection, part: P, value: Connection[P]): Promise<Connection> {
  const patch: Patch = { overlapHours: 24 };
  patch[part] = sendable<P>(value);
  try {
    return await sendChange(base.name, patch, base.version);
  } catch (error) {
    if (!(error instanceof Refusal && error.status === 412)) throw error;
    const newest = await ask(api.connections[":name"].$get(named(base.name)));
    queries.setQueryData(["connections", base.name], newest);
    if (!isSame(newest[part], base[part])) throw error;
    return sendChange(base.name, patch, newest.version);
  }
}
