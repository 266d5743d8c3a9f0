import { Button, Loader, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "@tanstack/react-router";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./sla.module.css";

type Rehearsed = InferResponseType<typeof api.sla.backtest.$post, 200>;
const usualDays = 30;

/** What the text would have made of past tickets, beside the plan that counts. */
export function BacktestPanel({ text }: { text: string }) {
  const { t } = useTranslation();
  const [since, setSince] = useState(() => new Date(Date.now() - usualDays * 86_400_000).toISOString().slice(0, 10));
  const run = useMutation({ mutationFn: () => ask(api.sla.backtest.$post({ json: { text, since } })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <Panel title={t("sla.backtest")}>
      <p className={css.help}>{t("sla.backtestHelp")}</p>
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t("sla.since")}
          type="date"
          required
          withAsterisk={false}
          value={since}
          onChange={({ currentTarget }) => setSince(currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={run.isPending}>
          {t("sla.run")}
        </Button>
      </form>
      {run.isPending && (
        <p className={css.running} role="status">
          <Loader size="xs" /> {t("sla.running")}
        </p>
      )}
      {run.error && <Failure error={run.error} />}
      {run.data && !run.isPending && <Found found={run.data} />}
    </Panel>
  );
}

function Found({ found: { tickets, cut, targets, differing } }: { found: Rehearsed }) {
  const { t } = useTranslation();
  const { full } = useFormats();
  const told = (at: string | null) => (at === null ? t("sla.kept") : t("sla.broken", { time: full(at) }));
  return (
    <div className={css.result} role="status">
      <p>
        {t("sla.tickets", { count: tickets })} {cut && t("sla.cut")}
      </p>
      {targets.length === 0 && <p>{t("sla.none")}</p>}
      {targets.map(({ target, clocks, breachedCurrent, breachedProposed }) => (
        <figure key={target} className={css.bars}>
          <figcaption>
            <strong>{t(`ticket.clocks.targets.${target}`)}</strong>{" "}
            <span className={css.about}>{t("sla.ofClocks", { count: clocks })}</span>
          </figcaption>
          <Bar part={breachedCurrent} of={clocks} words={t("sla.now")} look={css.barNow} />
          <Bar part={breachedProposed} of={clocks} words={t("sla.proposed")} look={css.barThen} />
        </figure>
      ))}
      {differing.length > 0 && (
        <>
          <h3>{t("sla.differing")}</h3>
          <ul className={css.differing}>
            {differing.map((one) => (
              <li key={`${one.id} ${one.target} ${one.round}`}>
                <Link to="/tickets/$id" params={{ id: one.id }}>
                  {one.title}
                </Link>
                <span className={css.about}>
                  {`${one.client}, P${one.priority}, ${t(`ticket.clocks.targets.${one.target}`)}: ${told(one.breachedAt.current)} → ${told(one.breachedAt.proposed)}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Bar({ part, of, words, look }: { part: number; of: number; words: string; look: string | undefined }) {
  const { number } = useFormats();
  return (
    <p className={css.bar}>
      <span className={css.track} aria-hidden="true">
        <span className={`${css.fill} ${look ?? ""}`} style={{ width: `${of === 0 ? 0 : (part / of) * 100}%` }} />
      </span>
      <span>
        {number(part)} <span className={css.about}>{words}</span>
      </span>
    </p>
  );
}
