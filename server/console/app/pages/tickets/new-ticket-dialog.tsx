import { Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask, Refusal } from "../../data/ask.ts";
import { choicesQuery } from "../../data/lists.ts";
import { queries } from "../../data/queries.ts";
import { priorities, types } from "../../data/words.ts";
import { FieldPair, FormDialog } from "../../parts/form-dialog.tsx";

interface Draft {
  client: string;
  title: string;
  description: string;
  type: (typeof types)[number];
  priority: (typeof priorities)[number];
  queue: string;
  assignee: string;
}
const empty: Draft = {
  client: "",
  title: "",
  description: "",
  type: "incident",
  priority: "3",
  queue: "",
  assignee: "",
};

/** What is empty is left out: then the desk's own default counts. */
function toRequest({ client, title, description, type, priority, queue, assignee }: Draft) {
  const given = Object.entries({ description, queue, assignee }).filter(([, value]) => value.trim() !== "");
  return { client, title, type, priority: Number(priority), ...Object.fromEntries(given) };
}

interface NewTicketProps {
  onClose(): void;
  onOpened(ticket: { id: string }): void;
}

/** Opens a ticket by hand, and leads to it. */
export function NewTicketDialog({ onClose, onOpened }: NewTicketProps) {
  const { t } = useTranslation();
  const { data } = useQuery(choicesQuery);
  const [draft, setDraft] = useState(empty);
  const set = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => ask(api.tickets.$post({ json: toRequest(draft) })),
    onSuccess: (ticket) => {
      void queries.invalidateQueries({ queryKey: ["ticketPages"] });
      onOpened(ticket);
    },
  });
  const wrong = (field: string) => (error instanceof Refusal ? error.of(field) : undefined);
  const isNamed = error instanceof Refusal && error.fields.some(({ field }) => field in empty);
  const clients = data?.clients ?? [];
  return (
    <FormDialog
      title={t("newTicket.title")}
      about={data && clients.length === 0 ? t("newTicket.noClients") : t("newTicket.about")}
      submit={t("newTicket.open")}
      onSubmit={() => mutate()}
      onClose={onClose}
      isBusy={isPending}
      error={isNamed ? undefined : error}
    >
      <Select
        required
        searchable
        openOnFocus={false}
        data-autofocus
        withScrollArea={false}
        label={t("newTicket.client")}
        placeholder={t("newTicket.chooseClient")}
        data={[...clients]}
        limit={100}
        value={draft.client === "" ? null : draft.client}
        onChange={(client) => set({ client: client ?? "" })}
        error={wrong("client")}
        styles={{ options: { maxHeight: 220, overflowY: "auto" } }}
      />
      <TextInput
        required
        label={t("newTicket.name")}
        maxLength={500}
        value={draft.title}
        onChange={({ currentTarget: { value } }) => set({ title: value })}
        error={wrong("title")}
      />
      <Textarea
        label={t("newTicket.description")}
        rows={4}
        value={draft.description}
        onChange={({ currentTarget: { value } }) => set({ description: value })}
        error={wrong("description")}
      />
      <Particulars draft={draft} set={set} wrong={wrong} />
    </FormDialog>
  );
}

interface ParticularsProps {
  draft: Draft;
  set(next: Partial<Draft>): void;
  wrong(field: string): string | undefined;
}

function Particulars({ draft, set, wrong }: ParticularsProps) {
  const { t } = useTranslation();
  return (
    <>
      <FieldPair>
        <Select
          label={t("newTicket.type")}
          withScrollArea={false}
          allowDeselect={false}
          data={types.map((value) => ({ value, label: t(`common.type.${value}`) }))}
          value={draft.type}
          onChange={(type) => type && set({ type })}
        />
        <Select
          label={t("newTicket.priority")}
          withScrollArea={false}
          allowDeselect={false}
          data={priorities.map((value) => ({ value, label: t(`common.priority.${value}`) }))}
          value={draft.priority}
          onChange={(priority) => priority && set({ priority })}
        />
      </FieldPair>
      <FieldPair>
        <TextInput
          label={t("newTicket.queue")}
          maxLength={200}
          value={draft.queue}
          onChange={({ currentTarget: { value } }) => set({ queue: value })}
          error={wrong("queue")}
        />
        <TextInput
          label={t("newTicket.assignee")}
          type="email"
          value={draft.assignee}
          onChange={({ currentTarget: { value } }) => set({ assignee: value })}
          error={wrong("assignee")}
        />
      </FieldPair>
    </>
  );
}
