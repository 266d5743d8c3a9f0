import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask, Refusal } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Failure } from "../../parts/failure.tsx";
import { SeverityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./deliveries.module.css";

/**
 * What a delivery says, read by the settings and rules of now: what a replay would decide.
 *
 * @param isHeld what cannot be read of it is said above already
 */
export function ParsedEvents({ id, isHeld }: { id: string; isHeld: boolean }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ["deliveries", id, "parsed"],
    queryFn: () => ask(api.rules.explain.$post({ json: { kind: "delivery", id } })),
    retry: false,
  });
  // A service desk only says which record has changed: no rule of intake is asked.
  const isOfDesk = error instanceof Refusal && error.status === 404;
  const word = (value: unknown) => {
    if (value === null || value === undefined || value === "") return "–";
    return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
  };
  if (isHeld && error instanceof Refusal && !isOfDesk) return null;
  return (
    <Panel title={t("deliveries.one.parsed")}>
      <p className={css.muted}>{t("deliveries.one.parsedHelp")}</p>
      {isOfDesk && <p className={css.gap}>{t("deliveries.one.ofDesk")}</p>}
      {error && !isOfDesk && <Failure error={error} />}
      {!data && !error && <Bones rows={2} />}
      {data?.length === 0 && <p className={css.gap}>{t("deliveries.one.nothing")}</p>}
      {data?.map(({ event, client, result }, index) => (
        <div key={index} className={css.item}>
          <h3>
            <SeverityMark severity={event.severity} clear={event.condition === "clear"} /> {event.title}
          </h3>
          <Facts
            facts={[
              [
                t("deliveries.one.client"),
                <>
                  {word(client.name)}
                  <span className={css.second}>{sayHubWords(client.detail)}</span>
                </>,
              ],
              [t("deliveries.one.resource"), word(event.resource)],
              [
                t("deliveries.one.becomes"),
                Object.entries(result)
                  .filter(([, value]) => value !== null && value !== undefined)
                  .map(([field, value]) => (
                    <span key={field} className={css.second}>
                      {field}: {word(value)}
                    </span>
                  )),
              ],
            ]}
          />
        </div>
      ))}
    </Panel>
  );
}
