import { MultiSelect, Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WebhookEventType } from "../../../../../../schemas/events.ts";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { queries } from "../../../data/queries.ts";
import { Dialog } from "../../../parts/dialog.tsx";
import { Failure } from "../../../parts/failure.tsx";
import { DialogForm } from "../../../parts/form.tsx";
import { ClientsField } from "../../../parts/name-fields.tsx";
import { NeededField } from "../../../parts/needed-field.tsx";
import { Once } from "../../../parts/once.tsx";
import { useEventWords } from "./event-words.tsx";

/** What can be told: each kind, and the events of it. */
const offered = [
  "*",
  "interdesk.ticket.*",
  "interdesk.ticket.opened",
  "interdesk.ticket.changed",
  "interdesk.ticket.commented",
  "interdesk.alert.*",
  "interdesk.alert.opened",
  "interdesk.alert.ended",
  "interdesk.sla.*",
  "interdesk.sla.warned",
  "interdesk.sla.breached",
  "interdesk.escalation.*",
  "interdesk.escalation.begun",
  "interdesk.escalation.acknowledged",
  "interdesk.escalation.exhausted",
  "interdesk.sync.*",
  "interdesk.sync.conflict",
  "interdesk.sync.parked",
] as const satisfies readonly (WebhookEventType | "*" | `interdesk.${string}.*`)[];

/** Tells another system, and shows once what signs its messages. */
export function NewWebhookDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const wordsOf = useEventWords();
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
        <MultiSelect
          label={t("settings.webhooks.types")}
          description={t("settings.webhooks.typesHelp")}
          searchable
          withScrollArea={false}
          styles={{ options: { maxHeight: 220, overflowY: "auto" } }}
          data={offered.map((type) => ({ value: type, label: wordsOf(type) }))}
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
