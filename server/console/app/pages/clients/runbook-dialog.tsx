import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Runbook } from "../../parts/client-guide/guide-query.ts";
import { FormDialog } from "../../parts/form-dialog.tsx";
import { type GuideDialogProps, toKept } from "./contact-dialog.tsx";

const empty: Runbook = { title: "", when: null, url: null, text: null };

/** What is done at a client, new or changed: where it is written, or the words themselves. */
export function RunbookDialog({ guide: { runbooks }, index, save, onClose }: GuideDialogProps) {
  const { t } = useTranslation();
  const known = runbooks[index];
  const [runbook, setRunbook] = useState(known ?? empty);
  const [isEmpty, setIsEmpty] = useState(false);
  const put = (patch: Partial<Runbook>) => setRunbook({ ...runbook, ...patch });
  const submit = () => {
    const one = { ...runbook, title: runbook.title.trim() };
    for (const part of ["when", "url", "text"] as const) one[part] = toKept(one[part] ?? "");
    setIsEmpty(one.url === null && one.text === null);
    if (one.url !== null || one.text !== null)
      save.mutate({ runbooks: runbooks.toSpliced(index, 1, one) }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={t(known ? "clients.guide.runbooks.editTitle" : "clients.guide.runbooks.add")}
      submit={t("common.save")}
      onSubmit={submit}
      onClose={onClose}
      isBusy={save.isPending}
      error={save.error}
    >
      <TextInput
        label={t("clients.guide.runbooks.name")}
        required
        withAsterisk={false}
        maxLength={200}
        value={runbook.title}
        onChange={({ currentTarget }) => put({ title: currentTarget.value })}
      />
      <TextInput
        label={t("clients.guide.runbooks.when")}
        description={t("clients.guide.runbooks.whenHelp")}
        maxLength={500}
        value={runbook.when ?? ""}
        onChange={({ currentTarget }) => put({ when: currentTarget.value })}
      />
      <TextInput
        label={t("clients.guide.runbooks.url")}
        type="url"
        pattern="https://.*"
        title={t("clients.guide.runbooks.urlHelp")}
        placeholder="https://"
        maxLength={2_000}
        value={runbook.url ?? ""}
        onChange={({ currentTarget }) => put({ url: currentTarget.value })}
      />
      <Textarea
        label={t("clients.guide.runbooks.text")}
        description={t("clients.guide.runbooks.textHelp")}
        error={isEmpty && t("clients.guide.runbooks.neither")}
        rows={8}
        maxLength={10_000}
        value={runbook.text ?? ""}
        onChange={({ currentTarget }) => put({ text: currentTarget.value })}
      />
    </FormDialog>
  );
}
