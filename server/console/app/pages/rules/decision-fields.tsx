import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { choicesQuery } from "../../data/lists.ts";
import { priorities, types } from "../../data/words.ts";
import form from "../../parts/form.module.css";
import { NameField } from "../../parts/name-fields.tsx";
import css from "./rules.module.css";
import { slaPoliciesQuery } from "./sla-policies.ts";

type Decisions = Readonly<Record<string, unknown>>;
const groups = ["clientDevice", "clientSiteService"] as const;
const unchanged = "";

/** What a rule decides; empty fields stay as they were, and what has no field here stays in the text. */
export function DecisionFields({ set, onChange }: { set: Decisions; onChange(next: Decisions): void }) {
  const { t } = useTranslation();
  const { data: choices } = useQuery(choicesQuery);
  const { data: policies } = useQuery(slaPoliciesQuery);
  const put = (field: string, value: unknown) => {
    const { [field]: _was, ...others } = set;
    onChange(value === undefined || value === "" ? others : { ...others, [field]: value });
  };
  const textOf = (field: string) => (typeof set[field] === "string" ? set[field] : "");
  const keep = { value: unchanged, label: t("rules.keep") };
  const group = groups.find((one) => one === (set["groupKey"] as { preset?: string } | undefined)?.preset);
  return (
    <fieldset className={css.tools}>
      <legend>{t("rules.set")}</legend>
      <div className={form.row}>
        <NativeSelect
          label={t("rules.setPriority")}
          value={String(set["priority"] ?? unchanged)}
          onChange={({ currentTarget }) =>
            put("priority", currentTarget.value ? Number(currentTarget.value) : undefined)
          }
          data={[keep, ...priorities.map((one) => ({ value: one, label: t(`common.priority.${one}`) }))]}
        />
        <NativeSelect
          label={t("rules.setType")}
          value={textOf("type")}
          onChange={({ currentTarget }) => put("type", currentTarget.value)}
          data={[keep, ...types.map((one) => ({ value: one, label: t(`common.type.${one}`) }))]}
        />
        <NativeSelect
          label={t("rules.setGroup")}
          value={group ?? unchanged}
          onChange={({ currentTarget }) =>
            put("groupKey", currentTarget.value ? { preset: currentTarget.value } : undefined)
          }
          data={[
            { value: unchanged, label: t("rules.groups.none") },
            ...groups.map((one) => ({ value: one, label: t(`rules.groups.${one}`) })),
          ]}
        />
      </div>
      <div className={form.row}>
        <NameField
          label={t("rules.setClient")}
          placeholder={t("rules.keep")}
          data={choices?.clients ?? []}
          value={textOf("client")}
          onChange={(next) => put("client", next)}
        />
        <NameField
          label={t("rules.setQueue")}
          placeholder={t("rules.keep")}
          data={choices?.queues ?? []}
          value={textOf("queue")}
          onChange={(next) => put("queue", next)}
        />
        <NameField
          label={t("rules.setSla")}
          placeholder={t("rules.keep")}
          data={policies ?? []}
          value={textOf("slaPolicy")}
          onChange={(next) => put("slaPolicy", next)}
        />
      </div>
      <TextInput
        label={t("rules.suppress")}
        className={css.wide}
        value={textOf("suppress")}
        onChange={({ currentTarget }) => put("suppress", currentTarget.value)}
      />
    </fieldset>
  );
}
