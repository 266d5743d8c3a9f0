import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { overviewQuery } from "../../data/lists.ts";
import { Failure } from "../../parts/failure.tsx";
import { sayHubWords } from "../../hub-words/say.ts";
import form from "../../parts/form.module.css";
import { Panel } from "../../parts/panel.tsx";
import table from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import { RuleName } from "./rule-words.tsx";
import css from "./rules.module.css";

type Explained = InferResponseType<typeof api.rules.explain.$post, 200>[number];

/** What each rule did with a real delivery, and why. */
export function ExplainPart() {
  const { t } = useTranslation();
  const { when } = useFormats();
  const [chosen, setChosen] = useState<string>();
  const list = useQuery({
    queryKey: ["deliveries", "newest"],
    queryFn: () => ask(api.deliveries.$get({ query: { limit: "500" } })),
  });
  const overview = useQuery(overviewQuery);
  // What a desk or a pager delivers is no event, and no rule is asked about it.
  const isEvent = (name: string) =>
    overview.data?.connections?.some((one) => one.name === name && one.kind === "monitor") ?? true;
  const deliveries = overview.data && list.data?.filter(({ connection }) => isEvent(connection)).slice(0, 100);
  const outcomes: Readonly<Record<string, string>> = t("deliveries.outcomes", { returnObjects: true });
  const id = chosen ?? deliveries?.[0]?.id;
  const explain = useMutation({
    mutationFn: (delivery: string) => ask(api.rules.explain.$post({ json: { kind: "delivery", id: delivery } })),
  });
  return (
    <>
      <p className={form.help}>{t("rules.explainAbout")}</p>
      <Panel>
        {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
        {deliveries?.length === 0 && <p>{t("rules.noDeliveries")}</p>}
        {deliveries && deliveries.length > 0 && (
          <div className={form.form}>
            <NativeSelect
              label={t("rules.delivery")}
              value={id ?? ""}
              onChange={({ currentTarget }) => {
                setChosen(currentTarget.value);
                explain.reset();
              }}
              data={deliveries.map((one) => ({
                value: one.id,
                label: `${when(one.receivedAt)}, ${one.connection}, ${outcomes[one.outcome] ?? one.outcome}`,
              }))}
            />
            {explain.error && <Failure error={explain.error} />}
            {explain.data?.length === 0 && <p>{t("rules.noEvents")}</p>}
            <div className={form.buttons}>
              <Button loading={explain.isPending} onClick={() => id && explain.mutate(id)}>
                {t("rules.explain")}
              </Button>
            </div>
          </div>
        )}
      </Panel>
      {explain.data?.map((one, index) => (
        <ExplainedEvent key={index} explained={one} />
      ))}
    </>
  );
}

function ExplainedEvent({ explained }: { explained: Explained }) {
  const { t } = useTranslation();
  const { event, client, rules, result } = explained;
  return (
    <Panel title={event.title}>
      <p className={form.help}>
        {t("rules.client", {
          name: String(client.name ?? "–"),
          by: [client.by, client.detail].filter(Boolean).map(sayHubWords).join(", "),
        })}
      </p>
      <ol className={css.list}>
        {rules.map(({ ruleId, name, outcome, detail, set }) => (
          <li key={ruleId} className={outcome === "matched" ? css.rule : css.off}>
            <div className={css.what}>
              <p>
                <RuleName id={ruleId} name={name} /> {t(`rules.outcomes.${outcome}`)}
              </p>
              {detail && <p className={form.help}>{sayHubWords(detail)}</p>}
              {set.length > 0 && (
                <p className={css.code}>
                  {set.map(({ field, value }) => t("rules.sets", { field, value: JSON.stringify(value) })).join(", ")}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      <pre className={table.pre}>{JSON.stringify(result, null, 2)}</pre>
    </Panel>
  );
}
