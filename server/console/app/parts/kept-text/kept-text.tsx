import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../text/formats.ts";
import { Bones } from "../bones.tsx";
import { Failure } from "../failure.tsx";
import { sayHubWords } from "../../hub-words/say.ts";
import form from "../form.module.css";
import { Panel } from "../panel.tsx";
import rows from "../rows.module.css";
import { AskToLeave } from "./ask-to-leave.tsx";
import css from "./kept-text.module.css";
import { LineEditor } from "./line-editor.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import { useKeptText } from "./use-kept-text.ts";
import { nameOf, type TextApi, VersionList } from "./version-list.tsx";

interface KeptTextProps {
  /** Begins the keys of its queries. */
  name: string;
  api: TextApi;
  /** Whether who has signed in may save it. */
  mayEdit: boolean;
  /** What the text does, and from when. */
  about?: string;
  /** Shows the text in another way, above it; what is changed there is the same draft. */
  builder?: (text: string, edit: (next: string) => void) => ReactNode;
  /** Ways to try a text before it is saved, below it in its panel. */
  tools?: (text: string) => ReactNode;
  /** The same as panels of their own. @param draft undefined = as it is saved */
  trials?: (text: string, draft: string | undefined) => ReactNode;
}

/** A text by which the hub works, such as its rules: edited, reviewed against what is saved, saved as a version, taken back. */
export function KeptText({ name, api, mayEdit, about, builder, tools, trials }: KeptTextProps) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const { saved, draft, setDraft, isChanged, isReviewing, setReviewing, save, isStale, edit } = useKeptText(name, api);
  if (saved.error && !saved.data) return <Failure error={saved.error} retry={() => void saved.refetch()} />;
  if (!saved.data)
    return (
      <Panel>
        <Bones rows={8} />
      </Panel>
    );
  const { text, version, by, createdAt } = saved.data;
  const shown = draft ?? text;
  return (
    <>
      {builder?.(shown, edit)}
      <Panel>
        <div className={form.stack}>
          {about && <p className={form.help}>{about}</p>}
          <p className={form.help}>
            {createdAt === null
              ? t("keptText.unsaved")
              : t("keptText.version", { version, by: nameOf(by), when: when(createdAt) })}
            {isChanged && <strong className={css.changed}> {t("keptText.changed")}</strong>}
            {!mayEdit && ` ${t("keptText.readOnly")}`}
          </p>
          {save.error && !isStale && <Failure error={save.error} />}
          {isStale && !isReviewing && <p role="alert">{t("keptText.stale")}</p>}
          <LineEditor
            label={t("keptText.label")}
            value={shown}
            fault={isStale || !save.error ? undefined : sayHubWords(save.error.message)}
            readOnly={!mayEdit}
            onChange={edit}
          />
          {mayEdit && (
            <div className={rows.buttons}>
              <Button disabled={!isChanged} onClick={() => setReviewing(true)}>
                {t("keptText.review")}
              </Button>
              {isChanged && (
                <Button variant="default" onClick={() => setDraft(undefined)}>
                  {t("keptText.discard")}
                </Button>
              )}
            </div>
          )}
          {tools?.(shown)}
        </div>
      </Panel>
      {isReviewing && isChanged && (
        <ReviewDialog
          from={text}
          to={shown}
          next={version + 1}
          isStale={isStale}
          isBusy={save.isPending}
          onSave={() => save.mutate(shown)}
          onClose={() => setReviewing(false)}
        />
      )}
      {trials?.(shown, isChanged ? draft : undefined)}
      <VersionList
        name={name}
        api={api}
        current={version}
        mayEdit={mayEdit}
        hasDraft={isChanged}
        onRestored={() => setDraft(undefined)}
      />
      <AskToLeave isChanged={isChanged} />
    </>
  );
}
