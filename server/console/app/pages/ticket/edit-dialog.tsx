import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../data/ask.ts";
import { priorities, statuses, types } from "../../data/words.ts";
import { Dialog } from "../../parts/dialog.tsx";
import form from "../../parts/form.module.css";
import { Failure } from "../../parts/failure.tsx";
import { DialogForm } from "../../parts/form.tsx";
import { useFieldWords } from "./field-words.ts";
import { OvertakenNote } from "./ticket-dialogs.tsx";
import type { TicketView } from "./ticket-queries.ts";
import { type TicketPatch, useEdit } from "./use-edit.ts";

type Draft = Record<string, unknown>;
const long = ["description", "resolution"];
const needed = ["title", "status", "priority", "type"];

/** All fields of a ticket in one form; only what was changed is sent. */
export function EditDialog({ ticket, opened, onClose }: { ticket: TicketView; opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  // What it was when it was opened: what others change meanwhile is told, not set over.
  const [seen] = useState(ticket);
  const [draft, setDraft] = useState<Draft>({});
  const edit = useEdit(onClose);
  const changed = Object.entries(draft).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(seen.fields[field] ?? null),
  );
  const save = () => {
    if (changed.length > 0) edit.run(seen, toPatch(Object.fromEntries(changed)));
  };
  const custom = Object.keys(seen.fields).filter((field) => field.startsWith("custom."));
  const inputOf = (field: string) => (
    <FieldInput
      key={field}
      field={field}
      seen={seen.fields[field]}
      value={field in draft ? draft[field] : (seen.fields[field] ?? null)}
      error={edit.error instanceof Refusal ? edit.error.of(field) : undefined}
      onChange={(value) => setDraft((before) => ({ ...before, [field]: value }))}
    />
  );
  const isTold = edit.error instanceof Refusal && edit.error.fields.length > 0;
  return (
    <Dialog title={t("ticket.editTitle")} opened={opened} onClose={onClose} size={640}>
      <DialogForm
        submit={t("common.save")}
        onSubmit={save}
        onCancel={onClose}
        isBusy={edit.isPending}
        button={{
          disabled: changed.length === 0,
          title: changed.length === 0 ? t("ticket.nothingChanged") : "",
        }}
      >
        <p>{t("ticket.editAbout")}</p>
        {edit.error && !isTold && <Failure error={edit.error} />}
        {inputOf("title")}
        <div className={form.pair}>{["status", "priority", "type"].map(inputOf)}</div>
        <div className={form.wide}>{["assignee", "contact", "queue", "category"].map(inputOf)}</div>
        {long.map(inputOf)}
        {custom.length > 0 && <div className={form.pair}>{custom.map(inputOf)}</div>}
        <OvertakenNote edit={edit} />
      </DialogForm>
    </Dialog>
  );
}

function toPatch(changed: Draft): TicketPatch {
  const entries = Object.entries(changed);
  const custom = entries.filter(([field]) => field.startsWith("custom."));
  const fixed = entries.filter(([field]) => !field.startsWith("custom."));
  const own = custom.map(([field, value]) => [field.slice("custom.".length), value]);
  // Each value comes from an input of its field's own kind.
  return {
    ...Object.fromEntries(fixed),
    ...(own.length > 0 ? { custom: Object.fromEntries(own) } : {}),
  } as TicketPatch;
}

interface FieldInputProps {
  field: string;
  /** What it was: it says of which kind the field is, also while nothing stands there. */
  seen: unknown;
  value: unknown;
  error: string | undefined;
  onChange(value: unknown): void;
}

function FieldInput({ field, seen, value, error, onChange }: FieldInputProps) {
  const words = useFieldWords();
  const label = words.name(field);
  const shown = value === null || value === undefined ? "" : String(value);
  const common = { label, error: error ?? null };
  const choices = { status: statuses, type: types, priority: priorities } as const;
  if (field === "status" || field === "type" || field === "priority") {
    const read = (chosen: string) => (field === "priority" ? Number(chosen) : chosen);
    return (
      <NativeSelect
        {...common}
        value={shown}
        data={choices[field].map((one) => ({ value: one, label: words.value(field, read(one)) }))}
        onChange={({ currentTarget }) => onChange(read(currentTarget.value))}
      />
    );
  }
  if (typeof seen === "boolean")
    return (
      <Checkbox
        label={label}
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  const isNumber = typeof seen === "number";
  const read = (text: string) =>
    text.trim() === "" && !needed.includes(field) ? null : isNumber ? Number(text) : text;
  if (long.includes(field))
    return (
      <Textarea
        {...common}
        rows={field === "description" ? 5 : 3}
        value={shown}
        onChange={({ currentTarget }) => onChange(read(currentTarget.value))}
      />
    );
  return (
    <TextInput
      {...common}
      required={needed.includes(field)}
      withAsterisk={false}
      type={field === "assignee" || field === "contact" ? "email" : isNumber ? "number" : "text"}
      value={shown}
      onChange={({ currentTarget }) => onChange(read(currentTarget.value))}
    />
  );
}
