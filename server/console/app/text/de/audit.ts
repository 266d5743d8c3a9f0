import type { audit as auditEn } from "../en/audit.ts";
import type { Texts } from "../texts.ts";

export const audit: Texts<typeof auditEn> = {
  about: "Wer was getan hat, so verkettet, dass eine geänderte oder fehlende Zeile auffällt.",
  action: "Handlung",
  actionHelp: "Genau so, oder mit Stern: connection.*",
  actor: "Durch wen",
  object: "Woran",
  when: "Wann",
  detail: "Einzelheiten",
  place: "Platz in der Kette",
  waiting: "in einer Sekunde",
  verify: "Kette prüfen",
  whole_one: "Unversehrt: {{count}} Zeile geprüft.",
  whole_other: "Unversehrt: {{count}} Zeilen geprüft.",
  broken_one: "{{count}} Zeile ist nicht mehr, wie sie geschrieben wurde.",
  broken_other: "{{count}} Zeilen sind nicht mehr, wie sie geschrieben wurden.",
  export: "Ausgeben",
  empty: "Nichts wurde getan, das passt.",
  emptyHelp: "Ändern oder löschen Sie die Filter.",
  entry: "Eintrag im Protokoll",
  download: "JSON-Zeilen mit Platz und Prüfsumme jeder Zeile, damit andere sie prüfen können.",
};
