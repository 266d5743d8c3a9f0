import type { reports as reportsEn } from "../en/reports.ts";
import type { Texts } from "../texts.ts";

export const reports: Texts<typeof reportsEn> = {
  about:
    "Was versprochen war und was getan wurde, je Kunde und Monat. Zeiten sind die, die der Kunde gewartet hat, Pausen eingeschlossen.",
  span: "Monate",
  spans: { "3": "Letzte 3 Monate", "6": "Letzte 6 Monate", "12": "Letzte 12 Monate", "24": "Letzte 24 Monate" },
  client: "Kunde",
  allClients: "Alle Kunden",
  csv: "Als CSV herunterladen",
  month: "Monat",
  opened: "Tickets",
  response: "Reaktion erfüllt",
  resolution: "Lösung erfüllt",
  acknowledge: "Bis zur Annahme",
  resolve: "Bis zur Lösung",
  median: "Median",
  folded: "Alarme gebündelt",
  of: "{{part}} von {{all}}",
  targets: "Erfüllte Ziele",
  times: "Median der Zeiten, in Stunden",
  noise: "Alarme und die Tickets daraus",
  firings: "Ausgelöste Alarme",
  alertTickets: "Tickets daraus",
  empty: "In diesen Monaten ist nichts geschehen.",
  emptyHelp: "Ein Bericht zählt eröffnete Tickets, erfüllte und verfehlte Ziele und ausgelöste Alarme.",
  kept: "Insgesamt wurden {{response}} der Reaktionsziele und {{resolution}} der Lösungsziele erfüllt.",
  nothingDue: "nichts war fällig",
};
