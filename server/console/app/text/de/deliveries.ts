import type { deliveries as en } from "../en/deliveries.ts";
import type { Texts } from "../texts.ts";

export const deliveries: Texts<typeof en> = {
  title: "Eingänge",
  about: "Was Anbieter uns gegeben haben, so wie es kam, und was daraus wurde.",
  tabs: { all: "Alle", quarantine: "Quarantäne", notices: "Hinweise" },
  filters: {
    connection: "Verbindung",
    outcome: "Ergebnis",
    since: "Empfangen",
    hour: "in der letzten Stunde",
    day: "in den letzten 24 Stunden",
    week: "in den letzten 7 Tagen",
    any: "jederzeit",
  },
  columns: { at: "Empfangen", connection: "Verbindung", outcome: "Ergebnis", detail: "Warum", size: "Größe" },
  outcomes: {
    open: "Noch nicht bearbeitet",
    applied: "Angewendet",
    duplicate: "Schon gesehen",
    quarantined: "In Quarantäne",
  },
  empty: "Keine Lieferung passt",
  emptyHelp:
    "Anbieter liefern an die Hook-Adresse ihrer Verbindung. Was älter als 30 Tage ist, wird gewöhnlich nicht mehr aufbewahrt.",
  bytes: "{{size}} B",
  kilobytes: "{{size}} kB",
  one: {
    title: "Lieferung vom {{time}}",
    request: "Anfrage",
    headers: "Aufbewahrte Kopfzeilen",
    headersHelp: "Solche mit Zugangsdaten gehören nie dazu.",
    body: "Inhalt",
    parsed: "Was sie sagt",
    parsedHelp:
      "Jetzt gelesen, nach den jetzigen Einstellungen und Regeln. So würde eine erneute Bearbeitung entscheiden.",
    nothing: "Sie meldet keinen Alarm.",
    ofDesk:
      "Sie kommt von einem Service Desk oder einem Weg zu Menschen und sagt nur, was sich dort geändert hat; es wurde oder wird gelesen.",
    client: "Kunde",
    resource: "Gerät",
    becomes: "Daraus wird",
    outcome: "Ergebnis",
    held: "Was davon wartet",
    item: "Teil {{number}}",
    whole: "Alles davon",
    expected: "Erwartet: {{what}}",
    states: { open: "wartet", replayed: "ging weiter" },
  },
  replay: {
    one: "Noch einmal bearbeiten",
    many_one: "Diese Lieferung noch einmal bearbeiten",
    many_other: "Diese {{count}} noch einmal bearbeiten",
    title: "Noch einmal bearbeiten?",
    text: "Sie läuft mit ihrer eigenen Zeit; was sie schon bewirkt hat, geschieht nicht zweimal. Was sie jetzt sagt, steht auf dieser Seite.",
    openOld: "Auch was älter als 24 Stunden ist, öffnet Tickets",
    done: "Sie wird noch einmal bearbeitet.",
    doneNoOpen: "Sie wird noch einmal bearbeitet; wegen ihres Alters öffnet sie kein Ticket.",
    select: "{{what}} auswählen",
    selectAll: "Alle auswählen",
  },
  quarantine: {
    about: "Was ohne einen Menschen nicht weitergeht, das Älteste zuerst.",
    empty: "Nichts wartet in der Quarantäne",
    emptyHelp:
      "Was sich nicht lesen lässt, keinen bekannten Kunden hat oder von einem Desk abgelehnt wird, kommt hierher, statt verloren zu gehen.",
    kinds: { delivery: "Lieferung", record: "Datensatz dort", write: "Schreibvorgang" },
    retryMany_one: "Dieses noch einmal bearbeiten",
    retryMany_other: "Diese {{count}} noch einmal bearbeiten",
    retried: "Es wird noch einmal bearbeitet.",
    map: "Sagen, wer das ist",
    look: "Ansehen",
    toTicket: "Zum Ticket",
    reasons: {
      unknownClient: "Kunde nicht zugeordnet",
      tooOld: "Zu alt, um ein Ticket zu öffnen",
      unverified: "Signatur passt nicht",
      unreadable: "Nicht lesbar",
      writeRejected: "Dort abgelehnt",
      crashed: "Nie zu Ende bearbeitet",
      failed: "Nicht anwendbar",
    },
    todo: {
      unknownClient: "Sagen Sie, welcher Kunde das ist; dann geht es von selbst weiter.",
      tooOld: "Es kam spät. Sehen Sie nach, ob es noch zählt, und lassen Sie es dann ein Ticket öffnen.",
      unverified: "Die Signatur passt nicht. Vergleichen Sie das Geheimnis hier mit dem beim Anbieter.",
      unreadable:
        "Es ist nicht so, wie der Konnektor es erwartet. Sehen Sie den Inhalt an, beheben Sie es beim Absender, und bearbeiten Sie es noch einmal.",
      writeRejected:
        "Der Desk hat es abgelehnt. Beheben Sie, was er nennt, dort oder in den Wertetabellen, und bearbeiten Sie es noch einmal.",
      crashed:
        "Ein Fehler im Hub: Melden Sie ihn mit dieser Lieferung. Nach einem Update bearbeiten Sie sie noch einmal.",
      failed:
        "Ein Fehler im Hub: Melden Sie ihn mit dieser Lieferung. Nach einem Update bearbeiten Sie sie noch einmal.",
    },
  },
  notices: {
    about: "Was Menschen gesagt wurde, weil es sie braucht. Es erledigt sich von selbst, sobald es behoben ist.",
    empty: "Keine offenen Hinweise",
    toQuarantine: "Was in der Quarantäne wartet",
    all: "Auch erledigte zeigen",
    settled: "erledigt {{time}}",
    mailed: "gemailt {{time}}",
  },
};
