import type { keptText as keptTextEn } from "../en/kept-text.ts";
import type { Texts } from "../texts.ts";

export const keptText: Texts<typeof keptTextEn> = {
  version: "Version {{version}}, gespeichert {{when}} von {{by}}",
  unsaved: "Noch ist nichts gespeichert: dies gilt bis dahin.",
  changed: "Nicht gespeichert",
  review: "Änderungen ansehen",
  discard: "Verwerfen",
  same: "Nichts weicht vom Gespeicherten ab.",
  saveAs: "Als Version {{version}} speichern",
  saved: "Als Version {{version}} gespeichert.",
  undo: "Zurück zu Version {{version}}",
  undoTitle: "Zurück zu Version {{version}}?",
  undoAbout: "Ihr Text ist nicht gespeichert: gehen Sie zurück, ist er verloren.",
  leaveTitle: "Verlassen, ohne zu speichern?",
  leaveAbout: "Ihr Text ist nicht gespeichert: verlassen Sie ihn, ist er verloren.",
  leave: "Verlassen",
  undone: "Version {{version}} gilt wieder.",
  versions: "Versionen",
  stale:
    "Inzwischen hat jemand anders gespeichert. Ihr Text steht noch hier; vergleichen Sie ihn mit dem anderen und speichern Sie erneut.",
  line: "Zeile {{line}}",
  changes: "Was sich ändert",
  versionOf: "Version {{version}}",
  by: "von {{name}}",
  savedAt: "gespeichert {{when}}",
  current: "in Kraft",
  readOnly: "Die Verwaltung kann es ändern.",
  label: "Der Text, in YAML",
  lines_one: "{{count}} Zeile",
  lines_other: "{{count}} Zeilen",
};
