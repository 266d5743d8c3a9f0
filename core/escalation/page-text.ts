import type { Language } from "../../schemas/language.ts";
import type { Page } from "../ports/pager.ts";
import type { Priority, Ticket } from "../../schemas/ticket.ts";
import type { Target } from "./list-recipients.ts";

/** What a page is about. */
export interface PageSubject {
  ticket: Ticket;
  client: string;
  /** Number in the desk where it is worked; null = it has none yet. */
  number: string | null;
  url: string | null;
  /** When the next promise is due; null = none runs. */
  dueAt: Date | null;
  /** IANA zone of whoever is told. */
  timeZone: string;
  /** Position of the step, from 1. */
  step: number;
  /** What began it, when a share of a target did; 100 = it is breached. */
  sla: { target: string; share: number } | null;
}

type Words = Readonly<Record<"client" | "ticket" | "priority" | "due" | "status" | "breached" | "used", string>> & {
  targets: Readonly<Record<string, string>>;
  why: (subject: PageSubject, because: Extract<Target, { kind: "person" }>["because"] | null) => string;
};

const words: Readonly<Record<Language, Words>> = {
  en: {
    client: "Client",
    ticket: "Ticket",
    priority: "Priority",
    due: "Due",
    status: "Status",
    breached: "target breached",
    used: "of the target used",
    targets: {
      response: "response",
      update: "update",
      resolution: "resolution",
      olaResponse: "OLA response",
      olaResolution: "OLA resolution",
    },
    why: ({ step }, because) =>
      `${reasonEnglish(because)}${step > 1 ? ` Step ${step}: nobody has answered before.` : ""}`,
  },
  de: {
    client: "Kunde",
    ticket: "Ticket",
    priority: "Priorität",
    due: "Fällig",
    status: "Status",
    breached: "Ziel verletzt",
    used: "des Ziels verbraucht",
    targets: {
      response: "Reaktion",
      update: "Zwischenbescheid",
      resolution: "Lösung",
      olaResponse: "OLA-Reaktion",
      olaResolution: "OLA-Lösung",
    },
    why: ({ step }, because) =>
      `${reasonGerman(because)}${step > 1 ? ` Schritt ${step}: Bisher hat niemand geantwortet.` : ""}`,
  },
};

function reasonEnglish(because: Extract<Target, { kind: "person" }>["because"] | null): string {
  switch (because?.kind) {
    case "onDuty":
      return `You are on duty in “${because.schedule}”.`;
    case "member":
      return `You belong to the team “${because.team}”.`;
    case "manager":
      return `You are told as the manager of ${because.of}.`;
    default:
      return "";
  }
}

function reasonGerman(because: Extract<Target, { kind: "person" }>["because"] | null): string {
  switch (because?.kind) {
    case "onDuty":
      return `Sie haben Dienst in „${because.schedule}“.`;
    case "member":
      return `Sie gehören zum Team „${because.team}“.`;
    case "manager":
      return `Sie werden als Vorgesetzte oder Vorgesetzter von ${because.of} benachrichtigt.`;
    default:
      return "";
  }
}

type PageText = Pick<Page, "title" | "body" | "facts" | "ticketUrl" | "priority" | "language" | "timeZone">;

/** What is said of a ticket, in the language of whoever is told. */
export function buildPageText(
  subject: PageSubject,
  language: Language,
  because: Extract<Target, { kind: "person" }>["because"] | null,
): PageText {
  const { ticket, client, sla } = subject;
  const said = words[language];
  const { title, priority, description, status } = ticket.fields;
  const promise = sla
    ? ` (${said.targets[sla.target] ?? sla.target}: ${sla.share >= 100 ? said.breached : `${sla.share} % ${said.used}`})`
    : "";
  const facts = [
    { label: said.client, value: client },
    { label: said.priority, value: `P${priority}` },
    { label: said.status, value: status },
    ...(subject.number === null ? [] : [{ label: said.ticket, value: subject.number }]),
    ...(subject.dueAt === null
      ? []
      : [{ label: said.due, value: tellTime(subject.dueAt, language, subject.timeZone) }]),
  ];
  const body = [said.why(subject, because), (description ?? "").slice(0, 2_000)].filter((text) => text !== "");
  return {
    title: `${client}: ${oneLine(title)}${promise}`.slice(0, 300),
    body: body.join("\n\n"),
    facts,
    ticketUrl: subject.url,
    priority,
    language,
    timeZone: subject.timeZone,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** As people there write it, with the zone's name. */
export function tellTime(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
    timeZone,
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
}

/** How an escalation ended, in one line: by whom and when, by the clock of whoever reads it. */
export function describeEnd(
  stage: "acknowledged" | "ended" | "exhausted" | "running",
  { by, at }: { by: string | null; at: Date },
  { language, timeZone }: Pick<Page, "language" | "timeZone">,
): string {
  const time = tellTime(at, language, timeZone);
  const name = by ?? (language === "de" ? "jemandem" : "somebody");
  if (stage === "acknowledged")
    return language === "de" ? `Übernommen von ${name}, ${time}.` : `Taken by ${name}, ${time}.`;
  if (stage === "ended")
    return language === "de"
      ? `Erledigt, ${time}: niemand muss mehr antworten.`
      : `Over, ${time}: nobody has to answer any more.`;
  return language === "de"
    ? `Alle Schritte sind getan, niemand hat geantwortet (${time}).`
    : `All steps are taken, and nobody has answered (${time}).`;
}

/** What a page for trying says. */
export function buildTestText(language: Language, timeZone: string): PageText {
  const priority: Priority = 5;
  const said =
    language === "de"
      ? {
          title: "Probe: Sind Sie so erreichbar?",
          body: "Jemand probiert, ob diese Nachricht ankommt. Sie müssen nichts tun; eine Antwort zeigt, dass auch sie ankommt.",
        }
      : {
          title: "Test: can you be reached here?",
          body: "Somebody tries whether this message arrives. Nothing has to be done; an answer shows that it arrives, too.",
        };
  return { ...said, facts: [], ticketUrl: null, priority, language, timeZone };
}
