import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import form from "../../parts/form.module.css";
import css from "./rules.module.css";

type Decisions = Readonly<Record<string, unknown>>;
const priorities = [1, 2, 3, 4, 5] as const;
const types = ["incident", "serviceRequest", "problem", "change"] as const;
const groups = ["clientDevice", "clientSiteService"] as const;
const unchanged = "";

/** What a rule decides; empty fields stay as they were, and what has no field here stays in the text. */
export function DecisionFields({ set, onChange }: { set: Decisions; onChange(next: Decisions): void }) {
  const { t } = useTranslation();
  const put = (field: string, value: unknown) => {
    const { [field]: _was, ...others } = set;
    onChange(value === undefined || value === "" ? others : { ...others, [field]: value });
  };
  const text = (field: string) => (typeof set[field] === "string" ? set[field] : "");
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
          data={[keep, ...priorities.map((one) => ({ value: String(one), label: t(`common.priority.${one}`) }))]}
        />
        <NativeSelect
          label={t("rules.setType")}
          value={text("type")}
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
        {(["client", "queue", "slaPolicy"] as const).map((field) => (
          <TextInput
            key={field}
            label={t(field === "client" ? "rules.setClient" : field === "queue" ? "rules.setQueue" : "rules.setSla")}
            placeholder={t("rules.keep")}
            value={text(field)}
            onChange={({ currentTarget }) => put(field, currentTarget.value)}
          />
        ))}
      </div>
      <TextInput
        label={t("rules.suppress")}
        className={css.wide}
        value={text("suppress")}
        onChange={({ currentTarget }) => put("suppress", currentTarget.value)}
      />
    </fieldset>
  );
}
