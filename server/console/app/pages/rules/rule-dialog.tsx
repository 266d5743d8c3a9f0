import { Switch, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../parts/dialog.tsx";
import form from "../../parts/form.module.css";
import { DialogForm } from "../../parts/form.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { ConditionRows } from "./condition-rows.tsx";
import { type Condition, readConditions, writeConditions } from "./conditions.ts";
import { DecisionFields } from "./decision-fields.tsx";
import type { ShownRule } from "./rule-text.ts";

interface RuleDialogProps {
  /** Undefined = a new one. */
  rule: ShownRule | undefined;
  /** Names that other rules have. */
  taken: readonly string[];
  onClose(): void;
  onTake(changes: Readonly<Record<string, unknown>>): void;
}

/** Builds one rule; a condition that says more than the builder knows is edited as text. */
export function RuleDialog({ rule, taken, onClose, onTake }: RuleDialogProps) {
  const { t } = useTranslation();
  const [id, setId] = useState(rule?.id ?? nextName(taken));
  const [name, setName] = useState(rule?.name ?? "");
  const known = readConditions(rule?.when ?? "true");
  const [conditions, setConditions] = useState<readonly Condition[]>(
    known ?? [{ fact: "title", operator: "contains", value: "" }],
  );
  const [when, setWhen] = useState(rule?.when ?? "true");
  const [set, setSet] = useState<Readonly<Record<string, unknown>>>(rule?.set ?? {});
  const [stop, setStop] = useState(rule?.stop ?? false);
  const take = () => {
    const written = known ? writeConditions(conditions) : when;
    onTake({
      id,
      name: name.trim() || undefined,
      when: written === "true" ? undefined : written,
      set,
      stop: stop || undefined,
    });
  };
  return (
    <Dialog title={rule ? t("rules.editTitle", { id: rule.id }) : t("rules.add")} opened onClose={onClose} size="lg">
      <DialogForm submit={t("rules.take")} onSubmit={take} onCancel={onClose}>
        <div className={form.row}>
          <NeededField
            label={t("rules.id")}
            description={t("rules.idHelp")}
            pattern="[a-zA-Z][a-zA-Z0-9_\-]{0,99}"
            data-autofocus
            value={id}
            onChange={setId}
          />
          <TextInput
            label={t("rules.name")}
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        </div>
        {known ? (
          <ConditionRows conditions={conditions} onChange={setConditions} />
        ) : (
          <Textarea
            label={t("rules.asText")}
            description={t("rules.asTextHelp")}
            autosize
            minRows={2}
            value={when}
            onChange={({ currentTarget }) => setWhen(currentTarget.value)}
          />
        )}
        <DecisionFields set={set} onChange={setSet} />
        <Switch
          label={t("rules.stopAfter")}
          checked={stop}
          onChange={({ currentTarget }) => setStop(currentTarget.checked)}
        />
      </DialogForm>
    </Dialog>
  );
}

function nextName(taken: readonly string[]): string {
  let count = taken.length + 1;
  while (taken.includes(`rule-${count}`)) count += 1;
  return `rule-${count}`;
}
