import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { choicesQuery } from "../../data/lists.ts";
import { severities } from "../../data/words.ts";
import form from "../../parts/form.module.css";
import { Icon } from "../../parts/icon.tsx";
import { NameField } from "../../parts/name-fields.tsx";
import { type Condition, type Fact, facts, operators } from "./conditions.ts";
import css from "./rules.module.css";

interface ConditionRowsProps {
  conditions: readonly Condition[];
  onChange(next: readonly Condition[]): void;
}
const names = Object.keys(facts) as Fact[];

/** Conditions that all have to hold; none = always. */
export function ConditionRows({ conditions, onChange }: ConditionRowsProps) {
  const { t } = useTranslation();
  const { data: choices } = useQuery(choicesQuery);
  const change = (index: number, part: Partial<Condition>) =>
    onChange(conditions.map((one, place) => (place === index ? { ...one, ...part } : one)));
  return (
    <fieldset className={css.tools}>
      <legend>{t("rules.conditions")}</legend>
      {conditions.length === 0 && <p className={form.help}>{t("rules.always")}</p>}
      {conditions.map(({ fact, operator, value }, index) => (
        <div key={index} className={css.condition}>
          <NativeSelect
            aria-label={t("rules.field")}
            value={fact}
            onChange={({ currentTarget }) => {
              const next = names.find((one) => one === currentTarget.value) ?? "title";
              change(index, { fact: next, ...(next === "severity" ? { operator: "is", value: "critical" } : {}) });
            }}
            data={names.map((one) => ({ value: one, label: t(`rules.fields.${one}`) }))}
          />
          <NativeSelect
            aria-label={t("rules.operator")}
            value={operator}
            onChange={({ currentTarget }) =>
              change(index, { operator: operators.find((one) => one === currentTarget.value) ?? "is" })
            }
            data={operators
              .filter((one) => fact !== "severity" || one === "is" || one === "isNot")
              .map((one) => ({ value: one, label: t(`rules.operators.${one}`) }))}
          />
          {fact === "severity" ? (
            <NativeSelect
              aria-label={t("rules.value")}
              value={value}
              onChange={({ currentTarget }) => change(index, { value: currentTarget.value })}
              data={severities.map((one) => ({ value: one, label: t(`common.severity.${one}`) }))}
            />
          ) : fact === "client" || fact === "connection" ? (
            <NameField
              aria-label={t("rules.value")}
              required
              data={(fact === "client" ? choices?.clients : choices?.connections.map(({ name }) => name)) ?? []}
              value={value}
              onChange={(next) => change(index, { value: next })}
            />
          ) : (
            <TextInput
              aria-label={t("rules.value")}
              required
              value={value}
              onChange={({ currentTarget }) => change(index, { value: currentTarget.value })}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("rules.removeCondition")}
            onClick={() => onChange(conditions.filter((_, place) => place !== index))}
          >
            <Icon name="cross" />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="plus" />}
        onClick={() => onChange([...conditions, { fact: "title", operator: "contains", value: "" }])}
      >
        {t("rules.addCondition")}
      </Button>
    </fieldset>
  );
}
