import { Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask, Refusal } from "../../data/ask.ts";
import { choicesQuery } from "../../data/lists.ts";
import { queries } from "../../data/queries.ts";
import { FieldPair, FormDialog } from "../../parts/form-dialog.tsx";
import { tell } from "../../parts/tell.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./alerts.module.css";

const lengths = ["1", "4", "8", "24", "until", "open"] as const;
const kinds = ["maintenance", "silence"] as const;
const hourMs = 3_600_000;

interface Draft {
  kind: (typeof kinds)[number];
  client: string | null;
  resource: string;
  service: string;
  length: (typeof lengths)[number];
  /** Of one's own clock; counts where the length says so. */
  until: string;
  reason: string;
}

function endOf({ length, until }: Draft): string | undefined {
  if (length === "open") return undefined;
  if (length === "until") return until === "" ? undefined : new Date(until).toISOString();
  return new Date(Date.now() + Number(length) * hourMs).toISOString();
}

function toRequest(draft: Draft) {
  const { kind, client, resource, service, reason } = draft;
  const endsAt = endOf(draft);
  return {
    kind,
    reason,
    ...(client === null ? {} : { client }),
    ...(resource.trim() === "" ? {} : { resource: resource.trim() }),
    ...(service.trim() === "" ? {} : { service: service.trim() }),
    ...(endsAt === undefined ? {} : { endsAt }),
  };
}

interface NewWindowProps {
  /** What it begins with, where it was opened from an alert. */
  first?: Partial<Pick<Draft, "client" | "resource">>;
  onClose(): void;
}

/** A time in which alerts open no tickets, from now on. */
export function NewWindowDialog({ first = {}, onClose }: NewWindowProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>({
    kind: "maintenance",
    client: null,
    resource: "",
    service: "",
    length: "4",
    until: "",
    reason: "",
    ...first,
  });
  const set = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => ask(api.maintenance.$post({ json: toRequest(draft) })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["windows"] });
      tell(t("windows.opened"));
      onClose();
    },
  });
  const wrong = (field: string) => (error instanceof Refusal ? error.of(field) : undefined);
  const isNamed = error instanceof Refusal && error.fields.some(({ field }) => field in draft);
  return (
    <FormDialog
      title={t("windows.title")}
      about={t("windows.about")}
      submit={t("windows.open")}
      onSubmit={() => mutate()}
      onClose={onClose}
      isBusy={isPending}
      error={isNamed ? undefined : error}
    >
      <TextInput
        required
        data-autofocus
        label={t("windows.reason")}
        description={t("windows.reasonHelp")}
        maxLength={500}
        value={draft.reason}
        onChange={({ currentTarget: { value } }) => set({ reason: value })}
        error={wrong("reason")}
      />
      <WhatAndHowLong draft={draft} set={set} wrong={wrong} />
      <Summary draft={draft} />
    </FormDialog>
  );
}

/** What the window would hold back; one that is narrowed by nothing silences the whole house, so it says so louder. */
function Summary({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const endsAt = endOf(draft);
  if (endsAt === undefined && draft.length !== "open") return null;
  const what = [draft.resource.trim(), draft.service.trim()].filter((part) => part !== "").join(", ");
  const isAll = draft.client === null && what === "";
  return (
    <p role="status" className={isAll ? css.all : css.muted}>
      {t(what === "" ? "windows.summary" : "windows.summaryOf", {
        client: draft.client ?? t("windows.anyClient"),
        what,
        until: endsAt === undefined ? t("windows.openEnd") : t("windows.until", { time: when(endsAt) }),
      })}
    </p>
  );
}

interface FieldsProps {
  draft: Draft;
  set(next: Partial<Draft>): void;
  wrong(field: string): string | undefined;
}

function WhatAndHowLong({ draft, set, wrong }: FieldsProps) {
  const { t } = useTranslation();
  const { data } = useQuery(choicesQuery);
  return (
    <>
      <FieldPair>
        <Select
          label={t("windows.kind")}
          withScrollArea={false}
          allowDeselect={false}
          data={kinds.map((value) => ({ value, label: t(`windows.kinds.${value}`) }))}
          value={draft.kind}
          onChange={(kind) => kind && set({ kind })}
        />
        <Select
          searchable
          clearable
          openOnFocus={false}
          withScrollArea={false}
          label={t("windows.client")}
          placeholder={t("windows.allClients")}
          data={[...(data?.clients ?? [])]}
          limit={100}
          styles={{ options: { maxHeight: 220, overflowY: "auto" } }}
          value={draft.client}
          onChange={(client) => set({ client })}
          error={wrong("client")}
        />
      </FieldPair>
      <FieldPair>
        {(["resource", "service"] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`windows.${field}`)}
            description={t("windows.resourceHelp")}
            maxLength={500}
            value={draft[field]}
            onChange={({ currentTarget: { value } }) => set({ [field]: value })}
            error={wrong(field)}
          />
        ))}
      </FieldPair>
      <FieldPair>
        <Select
          label={t("windows.lasts")}
          withScrollArea={false}
          allowDeselect={false}
          data={lengths.map((value) => ({ value, label: t(`windows.lengths.${value}`) }))}
          value={draft.length}
          onChange={(length) => length && set({ length })}
        />
        {draft.length === "until" && (
          <TextInput
            required
            type="datetime-local"
            label={t("windows.endsAt")}
            value={draft.until}
            onChange={({ currentTarget: { value } }) => set({ until: value })}
            error={wrong("endsAt")}
          />
        )}
      </FieldPair>
    </>
  );
}
