import type { health as healthEn, now as nowEn } from "../en/now.ts";
import type { Texts } from "../texts.ts";

export const now: Texts<typeof nowEn> = {
  late_one: "{{count}} Ticket ist überfällig",
  late_other: "{{count}} Tickets sind überfällig",
  soon_one: "{{count}} läuft bald ab",
  soon_other: "{{count}} laufen bald ab",
  soonAlone_one: "{{count}} Ticket läuft bald ab",
  soonAlone_other: "{{count}} Tickets laufen bald ab",
  calm: "Nichts ist überfällig oder läuft ab",
  list: "Offene Tickets nach Restzeit",
  noMatch: "Kein offenes Ticket passt zu diesen Filtern",
  nothing: "Nichts ist offen",
  nothingHelp: "Der nächste Alarm eröffnet ein Ticket.",
  connectHelp: "Verbinden Sie ein Ticketsystem und ein Überwachungswerkzeug, dann erscheinen hier Tickets.",
  parts: { tickets: "Tickets", alerts: "Alarme und Dienst" },
  partsLabel: "Was gezeigt wird",
  stream: {
    title: "Eingehende Alarme",
    pause: "Anhalten",
    goOn: "Fortsetzen",
    fresh_one: "{{count}} neuer",
    fresh_other: "{{count}} neue",
    freshMany: "mehr als {{count}} neue",
    none: "Noch keine Alarme",
    noneHelp: "Sie erscheinen hier, sobald Überwachungswerkzeuge sie melden.",
    resolved: "Vorbei",
    all: "Alle Alarme",
  },
  duty: {
    title: "Jetzt in Bereitschaft",
    until: "bis {{time}}",
    nobody: "niemand",
  },
  storms: {
    title_one: "Ein Alarmsturm läuft",
    title_other: "{{count}} Alarmstürme laufen",
    since: "seit {{time}}",
    help: "Alarme dieser Kunden teilen sich ein Ticket, bis es ruhiger wird.",
  },
  updates: {
    title_one: "{{count}} Kunde wartet auf Nachricht",
    title_other: "{{count}} Kunden warten auf Nachricht",
    more_one: "und {{count}} weiterer",
    more_other: "und {{count}} weitere",
  },
};

export const health: Texts<typeof healthEn> = {
  label: "Verbindungen",
  fine_one: "{{count}} Verbindung in Ordnung",
  fine_other: "{{count}} Verbindungen in Ordnung",
  states: {
    working: "arbeitet",
    unused: "noch nicht benutzt",
    signedOut: "abgemeldet",
    slowed: "bremst uns",
    failing: "hat Fehler",
    resting: "antwortet nicht",
    silent: "schweigt",
    parked: "angehalten",
  },
  since: "seit {{time}}",
  never: "hat noch nie geantwortet",
  more_one: "{{count}} weitere",
  more_other: "{{count}} weitere",
};
