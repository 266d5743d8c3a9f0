import type { SetupText } from "../contract.ts";
import { buildCurlScript, curlRetries } from "../monitor-kit.ts";
import type { Secrets } from "./manifest.ts";

const scriptPath = "/usr/local/bin/interdesk-monit";

/** Field of a script's message, and what fills it: the script's one argument, and the environment that Monit sets. */
export const variables = {
  kind: "1",
  host: "MONIT_HOST",
  service: "MONIT_SERVICE",
  event: "MONIT_EVENT",
  description: "MONIT_DESCRIPTION",
  date: "MONIT_DATE",
  program_status: "MONIT_PROGRAM_STATUS",
} as const;

/** Two ways: Monit takes us for M/Monit, or a check runs a script. */
export function buildSetup({ secrets, hookUrl }: { secrets: Secrets; hookUrl: string }): readonly SetupText[] {
  const url = new URL(hookUrl);
  if (secrets.basicUser !== undefined && secrets.basicPassword !== undefined) {
    url.username = secrets.basicUser;
    url.password = secrets.basicPassword;
  }
  const script = buildCurlScript({
    about: [
      "Sends one event of Monit to Interdesk; its argument is problem or recovered. It holds a secret: mode 700.",
      "Monit runs it once, so it tries again by itself.",
    ],
    hookUrl,
    bearerToken: secrets.bearerToken,
    fields: Object.entries(variables),
    options: [...curlRetries, '--data-urlencode "sent_at=$(date +%s)"'],
  });
  return [
    {
      title: { en: "For all checks", de: "Für alle Checks" },
      place: { en: "monitrc, mode 600; it holds the address", de: "monitrc, Modus 600; sie enthält die Adresse" },
      text: buildCollector(url.href),
    },
    {
      title: { en: "Script", de: "Skript" },
      place: {
        en: `${scriptPath}, mode 700, owned by the user of Monit`,
        de: `${scriptPath}, Modus 700, im Besitz des Benutzers von Monit`,
      },
      text: script,
    },
    {
      title: { en: "For one check", de: "Für einen Check" },
      place: { en: "a check in monitrc, as an example", de: "ein Check in monitrc, als Beispiel" },
      text: example,
    },
  ];
}

/** The queue keeps what was not taken; without credentials, Monit does not tell those of its own web interface. */
function buildCollector(address: string): string {
  return `set eventqueue basedir /var/lib/monit/events slots 1000
set mmonit ${address}
  and register without credentials
`;
}

const example = `check program nightly-backup with path /usr/local/bin/check-backup
  if status != 0 then exec "${scriptPath} problem" repeat every 10 cycles
  else if succeeded then exec "${scriptPath} recovered"
`;
