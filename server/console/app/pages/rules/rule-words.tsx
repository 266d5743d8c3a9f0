import { useTranslation } from "react-i18next";
import { oneOf, severities, types } from "../../data/words.ts";
import { useFormats } from "../../text/formats.ts";
import { type Condition, readConditions } from "./conditions.ts";
import type { ShownRule } from "./rule-text.ts";
import css from "./rules.module.css";

const groups = ["clientDevice", "clientSiteService"] as const;
const named = { client: "setClient", queue: "setQueue", slaPolicy: "setSla" } as const;

/** What a rule is called: its name, and its short name muted; without a name the short one alone. */
export function RuleName({ id, name }: { id: string; name: string | undefined }) {
  if (!name) return <span className={css.id}>{id}</span>;
  return (
    <>
      <span className={css.id}>{name}</span> <span className={css.short}>{id}</span>
    </>
  );
}

/** A rule as a sentence, in the words of the builder; what the builder does not know stands as code. */
export function RuleWords({ rule }: { rule: ShownRule }) {
  const { t, i18n } = useTranslation();
  const { id, name, when, set, stop, disabled } = rule;
  const conditions = readConditions(when);
  const decisionOf = useDecisions();
  const wordsOf = ({ fact, operator, value }: Condition) => {
    const severity = fact === "severity" ? oneOf(severities, value) : undefined;
    const said = severity ? t(`common.severity.${severity}`) : value;
    return `${t(`rules.fields.${fact}`)} ${t(`rules.operators.${operator}`)} ${t("rules.quoted", { value: said })}`;
  };
  const list = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const decided = Object.entries(set);
  return (
    <div className={css.what}>
      <p>
        <RuleName id={id} name={name} />
        {disabled && ` (${t("rules.off")})`}
      </p>
      <p>
        {t("rules.when")}{" "}
        {conditions === undefined ? (
          <span className={css.code}>{when}</span>
        ) : conditions.length === 0 ? (
          t("rules.always")
        ) : (
          list.format(conditions.map(wordsOf))
        )}
      </p>
      <p>
        {t("rules.decides")} {decided.length === 0 && "–"}
        {decided.map(([field, value], index) => (
          <span key={field}>
            {index > 0 && ", "}
            {decisionOf(field, value) ?? (
              <span className={css.code}>
                {t("rules.sets", { field, value: typeof value === "string" ? value : JSON.stringify(value) })}
              </span>
            )}
          </span>
        ))}
        {stop && `, ${t("rules.stop")}`}
      </p>
    </div>
  );
}

/** @returns undefined = the builder has no words for it */
function useDecisions(): (field: string, value: unknown) => string | undefined {
  const { t } = useTranslation();
  const { duration } = useFormats();
  return (field, value) => {
    if (field === "groupKey") {
      const group = oneOf(groups, (value as { preset?: unknown } | null)?.preset);
      return group && `${t("rules.setGroup")} ${t(`rules.groups.${group}`)}`;
    }
    if (typeof value === "number") {
      if (field === "priority") return `${t("rules.setPriority")} P${value}`;
      return field === "holdDownSeconds" ? t("rules.holdDown", { time: duration(value * 1_000) }) : undefined;
    }
    if (typeof value !== "string") return undefined;
    if (field === "suppress") return `${t("rules.suppress")} ${t("rules.quoted", { value })}`;
    const type = field === "type" ? oneOf(types, value) : undefined;
    if (type) return `${t("rules.setType")} ${t(`common.type.${type}`)}`;
    const known = oneOf(["client", "queue", "slaPolicy"] as const, field);
    return known && `${t(`rules.${named[known]}`)} ${t("rules.quoted", { value })}`;
  };
}
