import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { useNow } from "../../data/clock.ts";
import { Failure } from "../../parts/failure.tsx";
import { PriorityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { StackedCell, StackedRow, StackedTable } from "../../parts/stacked-table.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./clients.module.css";

const priorities = [1, 2, 3, 4, 5];
const shown = ["response", "resolution"] as const;

/** What a client is promised by priority, by which policy and calendar, and why by these. */
export function PromisesPanel({ client }: { client: string }) {
  const { t } = useTranslation();
  const { duration, when } = useFormats();
  const now = useNow();
  const { data, error, refetch } = useQuery({
    queryKey: ["sla", "calculate", client],
    queryFn: () => {
      const raisedAt = new Date().toISOString();
      return Promise.all(
        priorities.map((priority) => ask(api.sla.calculate.$post({ json: { client, priority, raisedAt } }))),
      );
    },
    refetchInterval: 60_000,
  });
  if (error && !data)
    return (
      <Panel title={t("clients.one.promises")}>
        <Failure error={error} retry={() => void refetch()} />
      </Panel>
    );
  const because = (one: NonNullable<typeof data>[number]) =>
    t(`clients.because.${one.because.kind}`, {
      number: one.because.kind === "assignment" ? one.because.index + 1 : 0,
    });
  return (
    <Panel title={t("clients.one.promises")} flush>
      <p className={`${css.help} ${css.inset}`}>{t("clients.one.promisesAbout")}</p>
      <StackedTable
        label={t("clients.one.promises")}
        heads={[
          { key: "priority", head: t("clients.one.priority") },
          ...shown.map((target) => ({ key: target, head: t(`ticket.clocks.targets.${target}`) })),
          { key: "policy", head: t("clients.one.policy") },
        ]}
      >
        {data?.map((one, index) => (
          <StackedRow key={priorities[index]}>
            <th scope="row">
              <PriorityMark priority={priorities[index] ?? 5} />
            </th>
            {shown.map((target) => {
              const clock = one.clocks.find((own) => own.target === target);
              const time = clock ? duration(clock.targetBusinessMs) : "";
              return (
                <StackedCell key={target} of={`${t(`ticket.clocks.targets.${target}`)}:`}>
                  {!clock && <span className={css.about}>{t("clients.one.noPromise")}</span>}
                  {clock &&
                    (clock.dueAt === null
                      ? t("clients.one.never", { time })
                      : t("clients.one.within", { time, due: when(clock.dueAt, now) }))}
                </StackedCell>
              );
            })}
            <StackedCell of={`${t("clients.one.policy")}:`}>
              {[one.policy, ...new Set(one.clocks.map(({ calendar }) => calendar))].join(", ")}
              <span className={css.about}> {because(one)}</span>
            </StackedCell>
          </StackedRow>
        ))}
      </StackedTable>
    </Panel>
  );
}
