import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../data/queries.ts";
import { useFormats } from "../../text/formats.ts";
import { AskFirst } from "../ask-first.tsx";
import { Failure } from "../failure.tsx";
import { Panel } from "../panel.tsx";
import rows from "../rows.module.css";
import { tell } from "../tell.tsx";

interface Version {
  version: number;
  by: string;
  createdAt: string | null;
}

/** How one kept text is read and written; the routes of all of them are alike. */
export interface TextApi {
  show(): Promise<Version & { text: string }>;
  /** @param seen the version on which the text builds. @throws Refusal 412 when there is a newer one */
  save(text: string, seen: number): Promise<{ version: number }>;
  versions(): Promise<readonly (Version & { lines: number })[]>;
  /** @param seen the version that counts as far as one knows. @throws Refusal 412 when there is a newer one */
  undo(to: number, seen: number): Promise<{ version: number; restored: number }>;
}

interface VersionListProps {
  name: string;
  api: TextApi;
  current: number;
  mayEdit: boolean;
  /** A text that is not saved is lost by going back. */
  hasDraft: boolean;
  onRestored(): void;
}

/** Who has saved, as people say it: that it was a person goes without saying. */
export function nameOf(by: string): string {
  return by.replace(/^person /, "");
}

/** What was saved before, and a way back to each. */
export function VersionList({ name, api, current, mayEdit, hasDraft, onRestored }: VersionListProps) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const list = useQuery({ queryKey: [name, "versions"], queryFn: () => api.versions() });
  const undo = useMutation({
    mutationFn: (to: number) => api.undo(to, current),
    onSuccess: async ({ restored }) => {
      tell(t("keptText.undone", { version: restored }));
      await queries.invalidateQueries({ queryKey: [name] });
      onRestored();
    },
  });
  const [asked, setAsked] = useState<number>();
  const goBack = (to: number) => {
    setAsked(undefined);
    undo.mutate(to);
  };
  if (!list.data || list.data.length < 2) return list.error ? <Failure error={list.error} /> : null;
  return (
    <Panel title={t("keptText.versions")} flush>
      {undo.error && <Failure error={undo.error} />}
      <table className={rows.table}>
        <tbody>
          {list.data.map(({ version, by, createdAt, lines }) => (
            <tr key={version}>
              <td>
                {t("keptText.versionOf", { version })}
                <span className={rows.more}>{t("keptText.lines", { count: lines })}</span>
              </td>
              <td>{t("keptText.by", { name: nameOf(by) })}</td>
              <td>{createdAt && t("keptText.savedAt", { when: when(createdAt) })}</td>
              <td className={rows.end}>
                {version === current && <span className={rows.more}>{t("keptText.current")}</span>}
                {mayEdit && version !== current && (
                  <Button
                    variant="subtle"
                    size="xs"
                    loading={undo.isPending}
                    onClick={() => (hasDraft ? setAsked(version) : goBack(version))}
                  >
                    {t("keptText.undo", { version })}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== undefined && (
        <AskFirst
          grave
          opened
          title={t("keptText.undoTitle", { version: asked })}
          confirm={t("keptText.undo", { version: asked })}
          onConfirm={() => goBack(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t("keptText.undoAbout")}</p>
        </AskFirst>
      )}
    </Panel>
  );
}
