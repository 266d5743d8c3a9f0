import type { welcome as en } from "../en/welcome.ts";
import type { Texts } from "../texts.ts";

export const welcome: Texts<typeof en> = {
  title: "Erste Schritte",
  about:
    "Vom leeren Hub zu Alarmen, die Tickets werden, in etwa drei Minuten; zuerst mit simulierten Anbietern, dann mit Ihren eigenen.",
  done: "erledigt",
  next: "als Nächstes",
  forbidden: "Die ersten Anbieter verbindet ein Administrator. Bitten Sie Ihren, diese Seite zu öffnen.",
  off: "Dieser Hub simuliert keine Anbieter",
  offHelp:
    "Von sich aus tut er es nur, wo ihn allein die eigene Maschine erreicht. Wer ihn betreibt, kann simulators: true in interdesk.yaml setzen. Oder beginnen Sie gleich mit Ihren eigenen Anbietern:",
  ended:
    "Die simulierten Anbieter endeten, als der Hub zuletzt angehalten wurde; sie leben in seinem Speicher. Beginnen Sie neu: Ihre alten Verbindungen werden ersetzt.",
  connect: {
    title: "Zwei simulierte Anbieter verbinden",
    text: "Ein Prometheus Alertmanager, der Alarme schickt, und ein HaloPSA, in dem Tickets bearbeitet werden. Sie laufen in diesem Hub, sprechen echtes HTTP und werden verbunden, wie es Ihre werden.",
    action: "Beide starten und verbinden",
    again: "Neu beginnen",
    is: "{{name}} ist verbunden",
  },
  alert: {
    title: "Einen Testalarm schicken",
    text: "Der simulierte Alertmanager liefert ihn an den Hook seiner Verbindung, mit seinem Token.",
    action: "Alarm schicken",
    another: "Noch einen schicken",
    sent: "Geschickt: {{title}}",
  },
  ticket: {
    title: "Sein Ticket ansehen",
    text: "Der Alarm hat hier ein Ticket geöffnet, seine SLA-Uhren laufen, und HaloPSA hat es auch.",
    waits: "Sobald der Alarm bearbeitet ist, steht sein Ticket hier.",
    inDesk: "In HaloPSA als {{number}}",
    notYet: "HaloPSA erfährt es gerade …",
    open: "Ticket öffnen",
    page: "Im simulierten HaloPSA ansehen",
    targets: {
      response: "Reaktion",
      update: "Rückmeldung",
      resolution: "Lösung",
      olaResponse: "Reaktion des Teams",
      olaResolution: "Lösung des Teams",
    },
  },
  client: {
    title: "Sagen, wer ein unbekannter Kunde ist",
    text: "Von einem Kunden, den niemand zugeordnet hat, wird nichts zum Ticket: Es wartet in der Quarantäne und geht weiter, sobald Sie sagen, wer es ist.",
    action: "Alarm eines unbekannten Kunden schicken",
    waits: "Ein Alarm von „{{hint}}“ wartet in der Quarantäne.",
    label: "Welcher Kunde ist „{{hint}}“?",
    map: "Zuordnen und fortsetzen",
    is: "{{clients}} haben jetzt Alarme.",
  },
  conflict: {
    title: "Zwei Menschen uneins sein lassen",
    text: "Ein Techniker in HaloPSA und Sie hier geben demselben Ticket im selben Augenblick einen neuen Titel. Niemandes Worte gehen verloren: Sie werden gefragt.",
    action: "Auf beiden Seiten zugleich ändern",
    wait: "Beide haben geändert; der Hub vergleicht …",
    ours: "Hier",
    theirs: "In HaloPSA",
    keep: "Unseren behalten",
    take: "Ihren übernehmen",
    settled: "Entschieden: {{title}}",
  },
  real: {
    title: "Ihre eigenen verbinden",
    text: "Nehmen Sie eine Überwachung und den Service Desk, in dem Sie arbeiten. Desks beginnen im Schatten: Sie sehen, was geschrieben würde, bevor etwas geschrieben wird.",
    action: "Aus dem Katalog wählen",
    stop: "Simulierte Anbieter entfernen",
    stopTitle: "Die simulierten Anbieter entfernen?",
    stopText: "Sie enden, und ihre Verbindungen gehen. Tickets, die sie geöffnet haben, bleiben hier.",
    is_one: "{{count}} eigene Verbindung",
    is_other: "{{count}} eigene Verbindungen",
  },
};
