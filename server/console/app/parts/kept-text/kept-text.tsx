import { Button } from "@mantine/core";
import { tell } from "../tell.tsx";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { useFormats } from "../../text/formats.ts";
import { Bones } from "../bones.tsx";
import { Failure } from "../failure.tsx";
import { Panel } from "../panel.tsx";
import { Changes } from "./changes.tsx";
import css from "./kept-text.module.css";
import { LineEditor } from "./line-editor.tsx";
import { type TextApi, VersionList } from "./version-list.tsx";

interface KeptTextProps {
  /** Begins the keys of its queries. */
  name: string;
  api: TextApi;
  /** Whether who has signed in may save it. */
  mayEdit: boolean;
  /** Another way to edit the same text, above it. */
  builder?: (text: string, edit: (next: string) => void) => ReactNode;
  /** Ways to try a text before it is saved, below it. */
  tools?: (text: string) => ReactNode;
}

/** A text by which the hub works, such as its rules: edited, reviewed against what is saved, saved as a version, taken back. */
export function KeptText({ name, api, mayEdit, builder, tools }: KeptTextProps) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const saved = useQuery({ queryKey: [name, "text"], queryFn: () => api.show() });
  const [draft, setDraft] = useState<string>();
  const [isReviewing, setReviewing] = useState(false);
  const save = useMutation({
    mutationFn: (text: string) => api.save(text, saved.data?.version ?? 0),
    onSuccess: async ({ version }) => {
      tell(t("keptText.saved", { version }));
      setReviewing(false);
      await queries.invalidateQueries({ queryKey: [name] });
      setDraft(undefined);
    },
    onError: async (error) => {
      // Theirs is read, so that ours can be held against it; ours stays.
      if (error instanceof Refusal && error.status === 412) await saved.refetch();
    },
  });
  if (saved.error) return <Failure error={saved.error} retry={() => void saved.refetch()} />;
  if (!saved.data)
    return (
      <Panel>
        <Bones rows={8} />
      </Panel>
    );
  const { text, version, by, createdAt } = saved.data;
  const shown = draft ?? text;
  const isChanged = draft !== undefined && draft !== text;
  const isStale = save.error instanceof Refusal && save.error.status === 412;
  const edit = (next: string) => {
    setDraft(next);
    setReviewing(false);
    if (!isStale) save.reset();
  };
  return (
    <>
      {builder?.(shown, edit)}
      <Panel>
        <div className={css.stack}>
          <p className={css.version}>
            {createdAt === null ? t("keptText.unsaved") : t("keptText.version", { version, by, when: when(createdAt) })}
            {isChanged && <strong className={css.changed}> {t("keptText.changed")}</strong>}
          </p>
          {save.error && (isStale ? <p role="alert">{t("keptText.stale")}</p> : <Failure error={save.error} />)}
          <LineEditor
            label={t("keptText.label")}
            value={shown}
            fault={isStale ? undefined : save.error?.message}
            readOnly={!mayEdit}
            onChange={edit}
          />
          <div className={css.buttons}>
            {mayEdit && (
              <Button disabled={!isChanged} onClick={() => setReviewing(true)}>
                {t("keptText.review")}
              </Button>
            )}
            {isChanged && (
              <Button variant="default" onClick={() => setDraft(undefined)}>
                {t("keptText.discard")}
              </Button>
            )}
          </div>
          {tools?.(shown)}
        </div>
      </Panel>
      {isReviewing && isChanged && (
        <Panel title={t("keptText.review")}>
          <div className={css.stack}>
            <Changes from={text} to={shown} />
            <Button loading={save.isPending} onClick={() => save.mutate(shown)}>
              {t("keptText.saveAs", { version: version + 1 })}
            </Button>
          </div>
        </Panel>
      )}
      <VersionList name={name} api={api} current={version} mayEdit={mayEdit} onRestored={() => setDraft(undefined)} />
    </>
  );
}
