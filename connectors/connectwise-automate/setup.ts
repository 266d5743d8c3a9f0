import type { SetupText } from "../contract.ts";
import type { Secrets } from "./manifest.ts";

/**
 * Free texts first and what identifies last, since nothing is escaped. The names in percent signs are those of Automate's own
 * alert texts; the ids and the time are not confirmed.
 */
const body = {
  monitor_name: "%NAME%",
  field: "%FIELDNAME%",
  result: "%RESULT%",
  client: "%CLIENTNAME%",
  location: "%LOCATIONNAME%",
  computer: "%COMPUTERNAME%",
  client_id: "%clientid%",
  location_id: "%locationid%",
  severity: "3",
  when: "%when%",
  status: "%STATUS%",
  computer_id: "%computerid%",
};

export function buildSetup({ secrets: { token } }: { secrets: Secrets }): readonly SetupText[] {
  const headers = ["Content-Type: application/json", ...(token === undefined ? [] : [`X-Interdesk-Token: ${token}`])];
  return [
    {
      title: { en: "Body", de: "Body" },
      place: {
        en: "The script's HTTP POST. Put the level of the alert template as severity; leave out what your version cannot fill in.",
        de: "HTTP POST des Skripts. Tragen Sie die Stufe des Alert Template als Severity ein; lassen Sie weg, was Ihre Version nicht ausfüllen kann.",
      },
      text: JSON.stringify(body, null, 2),
    },
    {
      title: { en: "Headers", de: "Header" },
      place: { en: "The script's HTTP POST", de: "HTTP POST des Skripts" },
      text: headers.join("\n"),
    },
  ];
}
