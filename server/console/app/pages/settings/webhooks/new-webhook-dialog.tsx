import { Switch, TagsInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { queries } from "../../../data/queries.ts";
import { Dialog } from "../../../parts/dialog.tsx";
import { Failure } from "../../../parts/failure.tsx";
import { DialogForm } from "../../../parts/form.tsx";
import { ClientsField } from "../../../parts/name-fields.tsx";
import { NeededField } from "../../../parts/needed-field.tsx";
import { Once } from "../../../parts/once.tsx";

/** Beginnings of all names of events. */
const kinds = ["ticket", "alert", "sla", "escalation", "sync"].map((kind) => `interdesk.${kind}.*`);

/** Tells another system, and shows once what signs its messages. */
export function NewWebhookDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const [url, setUrl] = useState("");
  const [types, setTypes] = useState<string[]>(["interdesk.ticket.*"]);
  const [clients, setClients] = useState<string[]>([]);
  const [includeInternal, setInternal] = useState(false);
  const add = useMutation({
    mutationFn: () => {
      const json = { url, types, includeInternal, clients: clients.length > 0 ? clients : null };
      return ask(api.webhooks.$post({ json }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks"] }),
  });
  const leave = () => {
    add.reset();
    setUrl("");
    onClose();
  };
  if (add.data)
    return (
      <Dialog title={t("settings.webhooks.add")} opened={opened} onClose={leave}>
        <Once label={t("settings.webhooks.secret")} secret={add.data.secret} />
      </Dialog>
    );
  return (
    <Dialog title={t("settings.webhooks.add")} opened={opened} onClose={leave}>
      <DialogForm submit={t("common.save")} onSubmit={() => add.mutate()} onCancel={leave} isBusy={add.isPending}>
        {add.error && <Failure error={add.error} />}
        <NeededField
          label={t("settings.webhooks.url")}
          type="url"
          placeholder="https://"
          data-autofocus
          value={url}
          onChange={setUrl}
        />
        <TagsInput
          label={t("settings.webhooks.types")}
          description={t("settings.webhooks.typesHelp")}
          data={kinds}
          value={types}
          onChange={setTypes}
        />
        <ClientsField
          label={t("settings.keys.clients")}
          description={t("people.clientsHelp")}
          value={clients}
          onChange={setClients}
        />
        <Switch
          label={t("settings.webhooks.internal")}
          checked={includeInternal}
          onChange={({ currentTarget }) => setInternal(currentTarget.checked)}
        />
      </DialogForm>
    </Dialog>
  );
}
