import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import dialogCss from "../../parts/dialog.module.css";
import { useProblemText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { compareLines } from "./compare-lines.ts";
import css from "./sla.module.css";
import type { SavedPlan } from "./sla-queries.ts";

interface PlanPanelProps {
  saved: SavedPlan;
  text: string;
  onChange(text: string | undefined): void;
  mayEdit: boolean;
  onSaved(): void;
}

/** The plan as text. What changes is seen before it is saved; what is wrong is told with its line. */
export function PlanPanel({ saved, text, onChange, mayEdit, onSaved }: PlanPanelProps) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const [isOpen, setIsOpen] = useState(false);
  const save = useMutation({
    // Only over the version that was looked at: what somebody else has saved meanwhile is not lost.
    mutationFn: () => ask(api.sla.$post({ json: { text } }, { headers: { "if-match": `"${saved.version}"` } })),
    onSuccess: async ({ version }) => {
      setIsOpen(false);
      await queries.invalidateQueries({ queryKey: ["sla"] });
      onSaved();
      tell(t("sla.saved", { version }));
    },
  });
  const isChanged = text !== saved.text;
  const close = () => {
    setIsOpen(false);
    save.reset();
  };
  return (
    <Panel title={t("sla.plan")}>
      <p className={css.help}>{t(mayEdit ? "sla.planHelp" : "sla.readOnly")}</p>
      <Textarea
        aria-label={t("sla.planLabel")}
        rows={18}
        readOnly={!mayEdit}
        spellCheck={false}
        classNames={{ input: css.code ?? "" }}
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {mayEdit && (
        <div className={css.buttons}>
          {isChanged && (
            <Button variant="default" onClick={() => onChange(undefined)}>
              {t("sla.discard")}
            </Button>
          )}
          <Button disabled={!isChanged} title={isChanged ? "" : t("sla.noChanges")} onClick={() => setIsOpen(true)}>
            {t("sla.compare")}
          </Button>
        </div>
      )}
      {isOpen && (
        <Dialog title={t("sla.changes")} opened onClose={close} size={820}>
          <div className={dialogCss.form}>
            <pre className={css.diff} tabIndex={0} aria-label={t("sla.changes")} role="region">
              {compareLines(saved.text, text).map(({ kind, text: line }, index) => (
                <span key={`${index} ${kind}`} className={css[kind]}>
                  {`${kind === "added" ? "+" : kind === "removed" ? "−" : " "} ${line}\n`}
                </span>
              ))}
            </pre>
            {save.error && (
              <pre role="alert" className={css.problems}>
                {problem(save.error)}
              </pre>
            )}
            <div className={dialogCss.buttons}>
              <Button variant="default" onClick={close}>
                {t("common.cancel")}
              </Button>
              <Button loading={save.isPending} onClick={() => save.mutate()}>
                {t("sla.save")}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </Panel>
  );
}
