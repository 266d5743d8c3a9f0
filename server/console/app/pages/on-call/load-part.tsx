import "@mantine/charts/styles.layer.css";
import { BarChart } from "@mantine/charts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";

const hours = (ms: number) => Math.round(ms / 360_000) / 10;

/** What duty and messages have asked of each person. */
export function LoadPart() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const load = useQuery({ queryKey: ["on-call", "load"], queryFn: () => ask(api["on-call"].load.$get({ query: {} })) });
  const people = load.data?.people ?? [];
  const data = people.map(({ person, dutyMs, nightMs }) => ({
    name: person.name,
    day: hours(dutyMs - nightMs),
    night: hours(nightMs),
  }));
  const short = (ms: number) => t("onCall.hoursShort", { hours: number(hours(ms)) });
  return (
    <Panel title={t("onCall.loadAbout")}>
      {load.error && <Failure error={load.error} retry={() => void load.refetch()} />}
      {load.isPending && <Bones rows={4} />}
      {load.data && people.length === 0 && <p className={form.help}>{t("onCall.noLoad")}</p>}
      {people.length > 0 && (
        <>
          <BarChart
            h={Math.max(120, 44 * people.length + 60)}
            data={data}
            dataKey="name"
            type="stacked"
            orientation="vertical"
            withLegend
            yAxisProps={{ width: 110 }}
            series={[
              { name: "day", label: t("onCall.byDay"), color: "var(--line-strong)" },
              { name: "night", label: t("onCall.atNight"), color: "var(--accent)" },
            ]}
          />
          <table className={rows.table}>
            <thead>
              <tr>
                <th scope="col">{t("people.person")}</th>
                <th scope="col">{t("onCall.hours")}</th>
                <th scope="col">{t("onCall.nightHours")}</th>
                <th scope="col">{t("onCall.weekendHours")}</th>
                <th scope="col">{t("onCall.messages")}</th>
                <th scope="col">{t("onCall.nightMessages")}</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ person, dutyMs, nightMs, weekendMs, pages, nightPages }) => (
                <tr key={person.id}>
                  <td>{person.name}</td>
                  <td data-title={t("onCall.hours")}>{short(dutyMs)}</td>
                  <td data-title={t("onCall.nightHours")}>{short(nightMs)}</td>
                  <td data-title={t("onCall.weekendHours")}>{short(weekendMs)}</td>
                  <td data-title={t("onCall.messages")}>{number(pages)}</td>
                  <td data-title={t("onCall.nightMessages")}>{number(nightPages)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Panel>
  );
}
