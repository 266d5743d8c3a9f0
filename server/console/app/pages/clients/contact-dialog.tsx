import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact, Guide } from "../../parts/client-guide/guide-query.ts";
import { FieldPair, FormDialog } from "../../parts/form-dialog.tsx";
import type { useGuide } from "./use-guide.ts";

export interface GuideDialogProps {
  guide: Guide;
  /** Its place; the one after the last is new. */
  index: number;
  save: ReturnType<typeof useGuide>["save"];
  onClose(): void;
}

/** What stands in a field, and what is kept of it: nothing is null. */
export const toKept = (text: string) => (text.trim() === "" ? null : text.trim());

const empty: Contact = { name: "", role: null, phone: null, email: null, note: null };

/** Somebody at a client, new or changed. */
export function ContactDialog({ guide: { contacts }, index, save, onClose }: GuideDialogProps) {
  const { t } = useTranslation();
  const known = contacts[index];
  const [contact, setContact] = useState(known ?? empty);
  const put = (patch: Partial<Contact>) => setContact({ ...contact, ...patch });
  const submit = () => {
    const one = { ...contact, name: contact.name.trim() };
    for (const part of ["role", "phone", "email", "note"] as const) one[part] = toKept(one[part] ?? "");
    save.mutate({ contacts: contacts.toSpliced(index, 1, one) }, { onSuccess: onClose });
  };
  const text = (part: "role" | "phone" | "email", type: "text" | "tel" | "email", most: number) => (
    <TextInput
      label={t(`clients.guide.contacts.${part}`)}
      type={type}
      maxLength={most}
      value={contact[part] ?? ""}
      onChange={({ currentTarget }) => put({ [part]: currentTarget.value })}
    />
  );
  return (
    <FormDialog
      title={t(known ? "clients.guide.contacts.editTitle" : "clients.guide.contacts.add")}
      submit={t("common.save")}
      onSubmit={submit}
      onClose={onClose}
      isBusy={save.isPending}
      error={save.error}
    >
      <FieldPair>
        <TextInput
          label={t("clients.guide.contacts.name")}
          required
          withAsterisk={false}
          maxLength={200}
          value={contact.name}
          onChange={({ currentTarget }) => put({ name: currentTarget.value })}
        />
        {text("role", "text", 200)}
      </FieldPair>
      <FieldPair>
        {text("phone", "tel", 50)}
        {text("email", "email", 320)}
      </FieldPair>
      <Textarea
        label={t("clients.guide.contacts.note")}
        description={t("clients.guide.contacts.noteHelp")}
        rows={3}
        maxLength={2_000}
        value={contact.note ?? ""}
        onChange={({ currentTarget }) => put({ note: currentTarget.value })}
      />
    </FormDialog>
  );
}
