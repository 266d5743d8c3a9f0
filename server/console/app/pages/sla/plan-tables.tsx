import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { parse } from "yaml";
import { PriorityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { StackedCell, StackedRow, StackedTable } from "../../parts/stacked-table.tsx";
import { readDetail, textOf } from "../../data/read-detail.ts";
import { CalendarsPanel } from "./calendars/calendars-panel.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./sla.module.css";

const priorities = [1, 2, 3, 4, 5];
const targets = ["response", "update", "resolution"] as const;
type Part = Readonly<Record<string, unknown>>;

interface PlanTablesProps {
  text: string;
  /** Undefined = whoever looks may not change it. */
  onEdit: ((next: string) => void) | undefined;
}

/** The plan as tables, of whatever stands in the text: it may be half written. */
export function PlanTables({ text, onEdit }: PlanTablesProps) {
  const { t } = useTranslation();
  const plan = useMemo(() => readLoosely(text), [text]);
  const policies = listOf(plan?.["policies"]);
  return (
    <>
      <Panel title={t("sla.policies")} flush>
        {!plan || policies.length === 0 ? (
          <p className={`${css.help} ${css.inset}`}>{t("sla.unreadable")}</p>
        ) : (
          <StackedTable
            label={t("sla.policies")}
            hasMany
            heads={[
              { key: "policy", head: t("sla.policy") },
              { key: "target", head: t("sla.target") },
              ...priorities.map((priority) => ({ key: priority, head: <PriorityMark priority={priority} /> })),
            ]}
          >
            {policies.map((policy, index) => (
              <PolicyRows key={`${textOf(policy["name"]) ?? ""} ${index}`} policy={policy} />
            ))}
          </StackedTable>
        )}
      </Panel>
      {plan && <CalendarsPanel text={text} calendars={readDetail(plan["calendars"])} onEdit={onEdit} />}
    </>
  );
}

function PolicyRows({ policy }: { policy: Part }) {
  const { t } = useTranslation();
  const warnAt = Array.isArray(policy["warnAt"]) ? policy["warnAt"] : [50, 75, 90];
  const { duration } = useFormats();
  const say = (value: unknown): string => {
    const ms = readDuration(value);
    return ms === undefined ? (textOf(value) ?? "–") : duration(ms);
  };
  const write = (value: unknown): string => {
    const { first, every } = readDetail(value);
    if (textOf(first) === undefined) return say(value);
    return textOf(every) ? t("sla.updateFirst", { first: say(first), every: say(every) }) : say(first);
  };
  const calendar = textOf(policy["calendar"]) ?? "always";
  return targets.map((target, index) => (
    <StackedRow key={target} goesOn={index > 0}>
      {index === 0 && (
        <th scope="rowgroup" rowSpan={targets.length}>
          {textOf(policy["name"])}
          <span className={css.about}>
            {calendar === "always" ? t("sla.always") : t("sla.calendar", { name: calendar })}
          </span>
          <span className={css.about}>
            {t("sla.warned", { shares: warnAt.map((share) => `${String(share)} %`).join(", ") })}
          </span>
        </th>
      )}
      <th scope="row">{t(`ticket.clocks.targets.${target}`)}</th>
      {priorities.map((priority) => (
        <StackedCell key={priority} of={<PriorityMark priority={priority} />}>
          {write(readDetail(policy[target])[String(priority)])}
        </StackedCell>
      ))}
    </StackedRow>
  ));
}

/** `30m` or `8h`, ms. @returns undefined = something else stands there */
function readDuration(value: unknown): number | undefined {
  const [, count, unit] = /^(\d+)([mh])$/.exec(textOf(value) ?? "") ?? [];
  return count === undefined ? undefined : Number(count) * (unit === "h" ? 3_600_000 : 60_000);
}

function readLoosely(text: string): Part | undefined {
  try {
    return readDetail(parse(text));
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.map(readDetail) : [];
}
