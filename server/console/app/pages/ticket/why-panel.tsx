import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "../../parts/panel.tsx";
import { isWebAddress } from "../../parts/web-address.ts";
import { useFormats } from "../../text/formats.ts";
import { useFieldWords } from "./field-words.ts";
import { readDetail } from "../../data/read-detail.ts";
import { slaQuery, type TicketSla, type TicketView } from "./ticket-queries.ts";
import css from "./ticket.module.css";
import { sayWhoSet } from "./said.ts";

/** Why this client, this priority, this promise, and why these alerts are one ticket. */
export function WhyPanel({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { full } = useFormats();
  const { data: sla } = useQuery(slaQuery(ticket.id));
  const setBy = (field: string) => {
    const last = ticket.timeline.findLast(
      ({ kind, detail }) => kind === "change" && readDetail(detail)["field"] === field,
    );
    if (!last) return t("ticket.why.never");
    const { by, via } = readDetail(last.detail);
    return sayWhoSet(t, by, via);
  };
  const { routing, alerts } = ticket;
  const byAlert = ticket.timeline.some(({ kind }) => kind === "event");
  const rows: [string, ReactNode, ReactNode?][] = [
    [t("ticket.why.client"), ticket.client, byAlert ? t("ticket.why.clientByTool") : setBy("client")],
    [t("ticket.why.priority"), words.value("priority", ticket.fields["priority"]), setBy("priority")],
    ...(routing && (routing.impact !== null || routing.urgency !== null)
      ? [
          [
            t("ticket.why.impact"),
            t("ticket.why.impactValue", { impact: routing.impact ?? "–", urgency: routing.urgency ?? "–" }),
          ] satisfies [string, ReactNode],
        ]
      : []),
    ...(sla ? [[t("ticket.why.sla"), <PolicyWords key="sla" sla={sla} />] satisfies [string, ReactNode]] : []),
    [t("ticket.why.opened"), full(ticket.createdAt), byAlert ? t("ticket.why.byAlert") : t("ticket.why.byPerson")],
    ...(alerts.length > 0
      ? [
          [
            t("ticket.why.fold"),
            alerts.length === 1 ? t("ticket.why.foldOne") : t("ticket.why.foldMany", { count: alerts.length }),
          ] satisfies [string, ReactNode],
        ]
      : []),
    ...(routing?.desks
      ? [
          [t("ticket.why.desks"), t("ticket.why.desksRule", { names: routing.desks.join(", ") })] satisfies [
            string,
            ReactNode,
          ],
        ]
      : []),
    ...(routing?.escalationPolicy
      ? [[t("ticket.why.escalation"), routing.escalationPolicy] satisfies [string, ReactNode]]
      : []),
    ...(routing && routing.tags.length > 0
      ? [[t("ticket.why.tags"), routing.tags.join(", ")] satisfies [string, ReactNode]]
      : []),
    ...(runbook(routing?.runbookUrl) ?? []).map((url): [string, ReactNode] => [
      t("ticket.why.runbook"),
      <a key="runbook" href={url} target="_blank" rel="noreferrer">
        {url}
      </a>,
    ]),
  ];
  return (
    <Panel title={t("ticket.why.title")}>
      <dl className={css.why}>
        {rows.map(([name, value, because]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {because !== undefined && <span className={css.because}>{because}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Only what a browser opens as a page: an address of a rule could be anything. */
function runbook(url: string | null | undefined): string[] | undefined {
  return isWebAddress(url) ? [url] : undefined;
}

function PolicyWords({ sla }: { sla: TicketSla }) {
  const { t } = useTranslation();
  const { policy, because } = sla;
  const calendar = sla.clocks[0]?.clock.calendar;
  const words = {
    rule: () => t("ticket.why.policyRule", { policy }),
    assignment: () =>
      t("ticket.why.policyAssignment", { policy, number: because.kind === "assignment" ? because.index + 1 : 0 }),
    first: () => t("ticket.why.policyFirst", { policy }),
    unknown: () => t("ticket.why.policyUnknown", { policy, named: because.kind === "unknown" ? because.named : "" }),
  };
  return (
    <>
      {words[because.kind]()}
      <span className={css.because}>
        {calendar !== undefined &&
          `${calendar === "always" ? t("sla.always") : t("ticket.why.calendar", { calendar, zone: sla.timeZone })}; `}
        {sla.version === 0 ? t("ticket.why.noVersion") : t("ticket.why.version", { version: sla.version })}
      </span>
    </>
  );
}
