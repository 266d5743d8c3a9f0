import { Button, Checkbox, NumberInput, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Connection } from "./connections.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./connection.module.css";
import { FieldPolicies } from "./field-policies.tsx";
import { StaleNotice } from "./stale-notice.tsx";
import { useDraft } from "./use-draft.ts";

const conditions = ["take", "send", "attach"] as const;
type Condition = (typeof conditions)[number];

const examples: Readonly<Record<Condition, readonly string[]>> = {
  take: ["true", 'record.type == "incident"', "record.priority <= 2"],
  send: ["true", "ticket.priority <= 3", 'ticket.queue == "Network"'],
  attach: ["false", "record.title == ticket.title"],
};

/** What a desk gives and takes. */
export function RulesTab({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const draft = useDraft(connection, "rules");
  const { value: rules, set: setRules, error } = draft;
  const wrong = readWrong(error);
  return (
    <Form className="" onSubmit={() => draft.save.mutate()}>
      <p className={`${css.muted} ${css.before}`}>{t("connections.rules.about")}</p>
      {error && !wrong && <Failure error={error} />}
      <StaleNotice draft={draft} />
      <Panel>
        <div className={css.form}>
          {conditions.map((one) => (
            <div key={one}>
              <Textarea
                label={t(`connections.rules.${one}`)}
                description={readCode(t(`connections.rules.${one}Help`))}
                autosize
                minRows={1}
                spellCheck={false}
                classNames={{ input: css.code ?? "" }}
                value={rules[one]}
                error={wrong?.rule === one ? <Wrong condition={rules[one]} {...wrong} /> : false}
                onChange={({ currentTarget }) => setRules({ ...rules, [one]: currentTarget.value })}
              />
              <div className={css.second}>
                {t("connections.rules.examples")}:
                {examples[one].map((example) => (
                  <code key={example} className={css.example}>
                    {example}
                  </code>
                ))}
              </div>
            </div>
          ))}
          <Checkbox
            label={t("connections.rules.home")}
            description={t("connections.rules.homeHelp")}
            checked={rules.home}
            onChange={({ currentTarget }) => setRules({ ...rules, home: currentTarget.checked })}
          />
          <Checkbox
            label={t("connections.rules.ownsDue")}
            description={t("connections.rules.ownsDueHelp")}
            checked={rules.ownsDue}
            onChange={({ currentTarget }) => setRules({ ...rules, ownsDue: currentTarget.checked })}
          />
          <NumberInput
            label={t("connections.rules.mostChanges")}
            description={t("connections.rules.mostChangesHelp")}
            min={1}
            hideControls
            value={rules.mostChanges}
            onChange={(value) => setRules({ ...rules, mostChanges: Number(value) || 1 })}
          />
        </div>
      </Panel>
      <FieldPolicies
        name={connection.name}
        policies={rules.policies}
        onChange={(policies) => setRules({ ...rules, policies })}
      />
      <div className={css.actions}>
        <Button type="submit" disabled={!draft.isChanged || draft.isStale} loading={draft.save.isPending}>
          {t("common.save")}
        </Button>
      </div>
    </Form>
  );
}

/** What stands between backquotes is code. */
const readCode = (text: string) =>
  text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));

interface WrongRule {
  rule: Condition;
  detail: string;
  /** From 1; undefined = the whole of it. */
  at: number | undefined;
}

/** The hub names the rule and the character. */
function readWrong(error: unknown): WrongRule | undefined {
  if (!(error instanceof Refusal)) return undefined;
  const [, rule, at, detail = ""] =
    /^rules\.(take|send|attach)(?: at character (\d+))?: (.*)$/s.exec(error.message) ?? [];
  const known = conditions.find((one) => one === rule);
  return known && { rule: known, detail: sayHubWords(detail), at: at === undefined ? undefined : Number(at) };
}

function Wrong({ condition, detail, at }: WrongRule & { condition: string }) {
  const { t } = useTranslation();
  if (at === undefined) return detail;
  return (
    <>
      {t("connections.rules.at", { at, detail })}
      <span className={`${css.code} ${css.second}`}>
        {condition.slice(0, at - 1)}
        <mark>{condition.slice(at - 1, at) || " "}</mark>
        {condition.slice(at)}
      </span>
    </>
  );
}
