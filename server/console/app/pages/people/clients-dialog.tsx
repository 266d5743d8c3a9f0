import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { FormDialog } from "../../parts/form-dialog.tsx";
import { ClientsField } from "../../parts/name-fields.tsx";
import { tell } from "../../parts/tell.tsx";
import type { Member } from "./member-row.tsx";

/** Which clients somebody sees: some by name, or all. */
export function ClientsDialog({ member: { id, name, clients }, onClose }: { member: Member; onClose(): void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string[]>([...(clients ?? [])]);
  const change = useMutation({
    mutationFn: () =>
      ask(api.people[":id"].$patch({ param: { id }, json: { clients: chosen.length > 0 ? chosen : null } })),
    onSuccess: async () => {
      tell(chosen.length > 0 ? t("people.heldTo", { name, count: chosen.length }) : t("people.seesAll", { name }));
      onClose();
      await queries.invalidateQueries({ queryKey: ["people"] });
    },
  });
  return (
    <FormDialog
      title={t("people.clientsOf", { name })}
      submit={t("common.save")}
      onSubmit={() => change.mutate()}
      onClose={onClose}
      isBusy={change.isPending}
      error={change.error}
    >
      <ClientsField
        label={t("people.clients")}
        description={t("people.clientsHelp")}
        data-autofocus
        value={chosen}
        onChange={setChosen}
      />
    </FormDialog>
  );
}
