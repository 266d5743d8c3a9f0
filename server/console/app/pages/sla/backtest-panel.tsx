import { Button, Progress, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "@tanstack/react-router";
import { api } from "../../data/api.ts";
import { followAnswer } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./sla.module.css";

type Rehearsed = InferResponseType<typeof api.sla.backtest.$post, 200>;
type Progressed = { tickets: number; of: number };
const usualDays = 30;

/** What the text would have made of past tickets, beside the plan that counts. */
export function BacktestPanel({ text }: { text: string }) {
  const { t } = useTranslation();
  const [since, setSince] = useState(() => new Date(Date.now() - usualDays * 86_400_000).toISOString().slice(0, 10));
  const { run, progress, isOfThis, cancel } = useBacktest(text, since);
  return (
    <Panel title={t("sla.backtest")}>
      <p className={css.help}>{t("sla.backtestHelp")}</p>
      <Form className={css.form} onSubmit={() => run.mutate({ text, since })}>
        <TextInput
          label={t("sla.since")}
          type="date"
          required
          withAsterisk={false}
          value={since}
          onChange={({ currentTarget }) => setSince(currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={isOfThis && run.isPending}>
          {t("sla.run")}
        </Button>
      </Form>
      {isOfThis && run.isPending && <Running progress={progress} onCancel={cancel} />}
      {isOfThis && run.error && <Failure error={run.error} />}
      {isOfThis && run.data && !run.isPending && <Found found={run.data} />}
    </Panel>
  );
}

/** Counts, tells how far it is, and stops when it is told to, when another text or day is asked for, or when nobody looks any more. */
function useBacktest(text: string, since: string) {
  const [progress, setProgress] = useState<Progressed>();
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), [text, since]);
  const run = useMutation({
    mutationFn: async (asked: { text: string; since: string }) => {
      controller.current = new AbortController();
      setProgress(undefined);
      const { signal } = controller.current;
      const headers = { accept: "text/event-stream" };
      const answer = api.sla.backtest.$post({ json: asked }, { headers, init: { signal } });
      let found: Rehearsed | undefined;
      for await (const { event, data } of followAnswer(answer))
        if (event === "progress") setProgress(JSON.parse(data) as Progressed);
        else if (event === "result") found = JSON.parse(data) as Rehearsed;
      return found;
    },
  });
  const cancel = () => {
    controller.current?.abort();
    run.reset();
  };
  const isOfThis = run.variables?.text === text && run.variables.since === since;
  return { run, progress, isOfThis, cancel };
}

/** It comes below what was pressed, where the page may have ended. */
function bringIntoView(node: HTMLElement | null): void {
  node?.scrollIntoView({ block: "center" });
}

function Running({ progress, onCancel }: { progress: Progressed | undefined; onCancel(): void }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { tickets, of } = progress ?? { tickets: 0, of: 0 };
  const shown = progress && t("sla.progress", { count: of, done: number(tickets), of: number(of) });
  return (
    <div className={css.running} ref={bringIntoView}>
      <p role="status">{t("sla.running")}</p>
      <Progress.Root>
        <Progress.Section
          value={of === 0 ? 0 : (tickets / of) * 100}
          aria-label={t("sla.backtest")}
          {...(shown ? { "aria-valuetext": shown } : {})}
        />
      </Progress.Root>
      <div className={css.far}>
        <span>{shown}</span>
        <Button variant="default" size="xs" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
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
