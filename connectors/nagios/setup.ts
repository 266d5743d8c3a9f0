import type { SetupText } from "../contract.ts";
import { buildCurlScript, curlRetries } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { macros } from "./parse.ts";

interface SetupInput {
  settings: Settings;
  secrets: Secrets;
  hookUrl: string;
}

const scriptPath = "/usr/local/bin/interdesk-nagios";

/** The notification script with address and token, and the objects that run it. */
export function buildSetup({ settings, secrets, hookUrl }: SetupInput): readonly SetupText[] {
  const fields = Object.entries(macros).map(([field, macro]) => [field, `NAGIOS_${macro}`] as const);
  const script = buildCurlScript({
    about: [
      "Sends one notification of Nagios to Interdesk. It holds a secret: mode 700, owned by the user of Nagios.",
      "It reads the macros from its environment: enable_environment_macros=1. Nagios tries nothing again, so this does.",
    ],
    hookUrl,
    bearerToken: secrets.bearerToken,
    // Nagios writes the names of custom variables in capitals.
    fields: [...fields, ["client", `NAGIOS__HOST${settings.clientVariable.toUpperCase()}`]],
    options: curlRetries,
  });
  return [
    {
      title: { en: "Notification script", de: "Benachrichtigungsskript" },
      place: {
        en: `${scriptPath}, mode 700, owned by the user of Nagios`,
        de: `${scriptPath}, Modus 700, im Besitz des Benutzers von Nagios`,
      },
      text: script,
    },
    {
      title: { en: "Nagios configuration", de: "Nagios-Konfiguration" },
      place: {
        en: "an object file that cfg_file or cfg_dir in nagios.cfg names",
        de: "eine Objektdatei, die cfg_file oder cfg_dir in nagios.cfg nennt",
      },
      text: objects,
    },
  ];
}

/** Each directive on a line of its own: what stands behind an opening brace is dropped without a word. */
const objects = `define command {
  command_name  interdesk
  command_line  ${scriptPath}
}

define contact {
  contact_name                   interdesk
  alias                          Interdesk
  host_notifications_enabled     1
  service_notifications_enabled  1
  host_notification_period       interdesk-always
  service_notification_period    interdesk-always
  host_notification_options      d,u,r,f,s
  service_notification_options   w,u,c,r,f,s
  host_notification_commands     interdesk
  service_notification_commands  interdesk
}

define timeperiod {
  timeperiod_name  interdesk-always
  alias            Always
  sunday           00:00-24:00
  monday           00:00-24:00
  tuesday          00:00-24:00
  wednesday        00:00-24:00
  thursday         00:00-24:00
  friday           00:00-24:00
  saturday         00:00-24:00
}
`;
