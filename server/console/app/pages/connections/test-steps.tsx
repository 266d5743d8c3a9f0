import { Button, Loader } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { followAnswer } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Panel } from "../../parts/panel.tsx";
import { named } from "./connections.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./connection.module.css";

interface Step {
  step: string;
  ok: boolean;
  detail: string;
}

/** Tries a connection step by step, shows each as soon as it is known, and says what to do where one fails. */
export function TestSteps({ name }: { name: string }) {
  const { t } = useTranslation();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const test = useMutation({
    mutationFn: async () => {
      setSteps([]);
      const headers = { accept: "text/event-stream" };
      const answer = api.connections[":name"].test.$post(named(name), { headers });
      for await (const { event, data } of followAnswer(answer))
        if (event === "step") setSteps((known) => [...known, JSON.parse(data) as Step]);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["connections"] }),
  });
  const isGood = steps.every(({ ok }) => ok);
  return (
    <Panel title={t("connections.test.title")}>
      <p className={css.muted}>{t("connections.test.help")}</p>
      {test.error && <Failure error={test.error} />}
      <div role="status">
        {test.isPending && (
          <p className={css.running}>
            <Loader size={14} /> {t("connections.test.running")}
          </p>
        )}
        {test.isSuccess && <p className={css.gap}>{t(isGood ? "connections.test.good" : "connections.test.bad")}</p>}
      </div>
      {steps.length > 0 && (
        <ol className={css.steps} aria-busy={test.isPending}>
          {steps.map(({ step, ok, detail }) => (
            <li key={step} className={ok ? css.step : css.badStep}>
              <Icon name={ok ? "check" : "cross"} />
              <span>
                <b>
                  {sayHubWords(step)}: {t(ok ? "connections.test.ok" : "connections.test.failed")}
                </b>
                <span className={css.second}>{sayHubWords(detail)}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      <Button className={css.gap ?? ""} loading={test.isPending} onClick={() => test.mutate()}>
        {t(test.isSuccess ? "connections.test.again" : "connections.test.run")}
      </Button>
    </Panel>
  );
}
