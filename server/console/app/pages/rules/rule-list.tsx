import { ActionIcon, Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import form from "../../parts/form.module.css";
import { Icon } from "../../parts/icon.tsx";
import { keysOf, MoveButtons } from "../../parts/move-buttons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { changeRule, moveRule, readRules, removeRule } from "./rule-text.ts";
import { RuleWords } from "./rule-words.tsx";
import css from "./rules.module.css";

interface RuleListProps {
  text: string;
  /** Short name of the rule that somebody comes for. */
  wanted: string | undefined;
  mayEdit: boolean;
  onEdit(next: string): void;
}

/** The rules in their order, each as a sentence; every change is a change of the text. */
export function RuleList({ text, wanted, mayEdit, onEdit }: RuleListProps) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<number>();
  const arrival = useArrival(wanted);
  const read = readRules(text);
  if ("problem" in read)
    return (
      <Panel>
        <p role="alert">{t("rules.unreadable", { detail: read.problem })}</p>
      </Panel>
    );
  const { rules } = read;
  const keys = keysOf(rules.map(({ id }) => id));
  return (
    <Panel
      title={t("rules.parts.edit")}
      tools={
        mayEdit && (
          <Button size="xs" leftSection={<Icon name="plus" />} onClick={() => setEdited(rules.length)}>
            {t("rules.add")}
          </Button>
        )
      }
    >
      {rules.length === 0 && <p className={form.help}>{t("rules.none")}</p>}
      <ol className={css.list}>
        {rules.map((rule, index) => (
          <li key={keys[index]} className={rule.disabled ? css.off : css.rule} {...(rule.id === wanted ? arrival : {})}>
            <RuleWords rule={rule} />
            {mayEdit && (
              <div className={css.buttons}>
                <MoveButtons
                  name={rule.id}
                  index={index}
                  count={rules.length}
                  onMove={(to) => onEdit(moveRule(text, index, to))}
                />
                <Button
                  variant="subtle"
                  size="xs"
                  onClick={() => onEdit(changeRule(text, index, { disabled: rule.disabled ? undefined : true }))}
                >
                  {t(rule.disabled ? "rules.enable" : "rules.disable")}
                </Button>
                <Button variant="subtle" size="xs" onClick={() => setEdited(index)}>
                  {t("rules.edit")}
                </Button>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("rules.remove", { id: rule.id })}
                  onClick={() => onEdit(removeRule(text, index))}
                >
                  <Icon name="trash" />
                </ActionIcon>
              </div>
            )}
          </li>
        ))}
      </ol>
      {edited !== undefined && (
        <RuleDialog
          rule={rules[edited]}
          taken={rules.filter((_, index) => index !== edited).map(({ id }) => id)}
          onClose={() => setEdited(undefined)}
          onTake={(changes) => {
            onEdit(changeRule(text, edited, changes));
            setEdited(undefined);
          }}
        />
      )}
    </Panel>
  );
}

/** What is put on the entry that somebody comes for: it is brought into view, marked, and where the keyboard goes on. */
function useArrival(wanted: string | undefined) {
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: "center" });
    ref.current?.focus({ preventScroll: true });
  }, [wanted]);
  return { ref, tabIndex: -1, "aria-current": true } as const;
}
