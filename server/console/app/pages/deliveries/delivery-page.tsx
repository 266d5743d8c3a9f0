import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { CopyText } from "../../parts/copy-text.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Failure } from "../../parts/failure.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { Panel } from "../../parts/panel.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import { type Detail, outcomeOf } from "./deliveries.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./deliveries.module.css";
import { HeldTodo, HeldWords } from "./held-words.tsx";
import { OutcomeMark } from "./outcome-mark.tsx";
import { ParsedEvents } from "./parsed-events.tsx";
import { ReplayButton } from "./replay-button.tsx";

const route = getRouteApi("/shell/deliveries/$id");

/** One delivery as it came, what it says by the rules of now, and what became of it. */
export function DeliveryPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { me } = useRouteContext({ from: "/shell" });
  const { full } = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: ["deliveries", id],
    queryFn: () => ask(api.deliveries[":id"].$get({ param: { id: encodeURIComponent(id) } })),
    refetchInterval: 10_000,
  });
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones rows={8} />;
  return (
    <>
      <PageHead title={t("deliveries.one.title", { time: full(data.receivedAt) })}>
        {isAtLeast(me.role, "dispatcher") && <ReplayButton ids={[data.id]} />}
      </PageHead>
      <div className={css.sides}>
        <div>
          <Outcome delivery={data} />
          <ParsedEvents id={data.id} isHeld={data.quarantine.some(({ state }) => state === "open")} />
        </div>
        <Request delivery={data} />
      </div>
    </>
  );
}

function Outcome({ delivery }: { delivery: Detail }) {
  const { t } = useTranslation();
  const { full } = useFormats();
  const isSaidBelow = delivery.quarantine.some(({ detail }) => detail === delivery.detail);
  return (
    <Panel title={t("deliveries.one.outcome")} tools={<OutcomeMark outcome={outcomeOf(delivery)} />}>
      {delivery.detail && !isSaidBelow && <p>{sayHubWords(delivery.detail)}</p>}
      <p className={css.muted}>
        <Link to="/connections/$name" params={{ name: delivery.connection }}>
          {delivery.connection}
        </Link>
      </p>
      {delivery.quarantine.length > 0 && <h3 className={css.gap}>{t("deliveries.one.held")}</h3>}
      {delivery.quarantine.map((held, index) => (
        <div key={index} className={css.item}>
          <b>
            {held.ordinal === null ? t("deliveries.one.whole") : t("deliveries.one.item", { number: held.ordinal + 1 })}
            {", "}
            {t(held.state === "open" ? "deliveries.one.states.open" : "deliveries.one.states.replayed")}
          </b>
          <HeldWords held={held} />
          {held.state === "open" && <HeldTodo held={held} className={css.muted} />}
          <span className={css.second}>{full(held.at)}</span>
        </div>
      ))}
    </Panel>
  );
}

function Request({ delivery }: { delivery: Detail }) {
  const { t } = useTranslation();
  const headers = Object.entries(delivery.headers);
  return (
    <Panel title={t("deliveries.one.request")}>
      <h3>{t("deliveries.one.headers")}</h3>
      <p className={css.muted}>{t("deliveries.one.headersHelp")}</p>
      <Facts facts={[["content-type", delivery.contentType], ...headers]} />
      <div className={css.gap}>
        <CopyText label={t("deliveries.one.body")} text={prettify(delivery.body)} />
      </div>
    </Panel>
  );
}

function prettify(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
