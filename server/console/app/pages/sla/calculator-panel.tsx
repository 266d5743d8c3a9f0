import { Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { priorities } from "../../data/words.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { ClientField } from "../../parts/name-fields.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import { toLocal } from "../../text/local-time.ts";
import css from "./sla.module.css";

type Promises = InferResponseType<typeof api.sla.calculate.$post, 200>;

/** When a ticket would be due, with every hour that counts. @param text a plan that is not saved; undefined = the one that counts */
export function CalculatorPanel({ text }: { text: string | undefined }) {
  const { t } = useTranslation();
  const [client, setClient] = useState("");
  const [priority, setPriority] = useState("2");
  const [raisedAt, setRaisedAt] = useState(() => toLocal(new Date()));
  const question = { client, priority, raisedAt, text };
  const calculate = useMutation({
    mutationFn: (asked: typeof question) =>
      ask(
        api.sla.calculate.$post({
          json: {
            client: asked.client.trim() || "–",
            priority: Number(asked.priority),
            raisedAt: new Date(asked.raisedAt).toISOString(),
            ...(asked.text === undefined ? {} : { text: asked.text }),
          },
        }),
      ),
  });
  // An answer to what stood there before would be taken for that to what stands there now.
  const isOfThis = JSON.stringify(calculate.variables) === JSON.stringify(question);
  return (
    <Panel title={t("sla.calculator")}>
      <p className={css.help}>{t("sla.calculatorHelp")}</p>
      <Form className={css.form} onSubmit={() => calculate.mutate(question)}>
        <NativeSelect
          label={t("sla.priority")}
          data={priorities.map((value) => ({ value, label: `P${value}` }))}
          value={priority}
          onChange={({ currentTarget }) => setPriority(currentTarget.value)}
        />
        <ClientField label={t("sla.client")} value={client} onChange={setClient} />
        <NeededField label={t("sla.raisedAt")} type="datetime-local" value={raisedAt} onChange={setRaisedAt} />
        <Button type="submit" loading={isOfThis && calculate.isPending}>
          {t("sla.calculate")}
        </Button>
      </Form>
      {isOfThis && calculate.error && <Failure error={calculate.error} />}
      {isOfThis && calculate.data && <Result promises={calculate.data} />}
    </Panel>
  );
}

function Result({ promises: { policy, because, clocks } }: { promises: Promises }) {
  const { t } = useTranslation();
  const { duration, formatOf } = useFormats();
  const number = because.kind === "assignment" ? because.index + 1 : 0;
  return (
    <div className={css.result} role="status">
      <p>{t("sla.result", { policy, because: t(`clients.because.${because.kind}`, { number }) })}</p>
      {clocks.length === 0 && <p>{t("sla.nothing")}</p>}
      {clocks.map(({ target, targetBusinessMs, calendar, timeZone, dueAt, intervals }) => {
        const format = formatOf({
          timeZone,
          weekday: "short",
          day: "numeric",
          month: "short",
          hour: "2-digit",
          minute: "2-digit",
        });
        return (
          <section key={target} aria-label={t(`ticket.clocks.targets.${target}`)} className={css.clock}>
            <p>
              <strong>{t(`ticket.clocks.targets.${target}`)}</strong>{" "}
              <strong>
                {dueAt === null ? t("sla.never") : t("sla.due", { time: format.format(new Date(dueAt)) })}
              </strong>{" "}
              <span className={css.about}>{t("sla.of", { time: duration(targetBusinessMs), calendar })}</span>
            </p>
            <ul className={css.intervals} aria-label={t("sla.counts")}>
              {intervals.map(({ start, end }) => (
                <li key={start}>
                  {format.formatRange(start, end)} <span className={css.about}>{duration(end - start)}</span>
                </li>
              ))}
            </ul>
            <p className={css.about}>{t("sla.zone", { zone: timeZone })}</p>
          </section>
        );
      })}
    </div>
  );
}
