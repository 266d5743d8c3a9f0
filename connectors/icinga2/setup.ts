import type { SetupText } from "../contract.ts";
import { buildCurlScript, curlRetries } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { type MacroField, macros } from "./parse.ts";

interface SetupInput {
  settings: Settings;
  secrets: Secrets;
  hookUrl: string;
}

const scriptPath = "/etc/icinga2/scripts/interdesk.sh";

const variableOf = (field: string) => `INTERDESK_${field.toUpperCase()}`;

/** The notification script with address and token, and the configuration that runs it. */
export function buildSetup({ settings, secrets, hookUrl }: SetupInput): readonly SetupText[] {
  const script = buildCurlScript({
    about: [
      "Sends one notification of Icinga 2 to Interdesk. It holds a secret: mode 700, owned by the user of Icinga.",
      "Icinga tries nothing again, so this does, in less time than Icinga waits for it.",
    ],
    hookUrl,
    bearerToken: secrets.bearerToken,
    fields: [...Object.keys(macros), "client"].map((field) => [field, variableOf(field)]),
    options: curlRetries,
  });
  return [
    {
      title: { en: "Notification script", de: "Benachrichtigungsskript" },
      place: {
        en: `${scriptPath}, mode 700, owned by the user of Icinga`,
        de: `${scriptPath}, Modus 700, im Besitz des Benutzers von Icinga`,
      },
      text: script,
    },
    {
      title: { en: "Icinga configuration", de: "Icinga-Konfiguration" },
      place: {
        en: "/etc/icinga2/conf.d/interdesk.conf, or a zone that is synchronised to the masters",
        de: "/etc/icinga2/conf.d/interdesk.conf, oder eine Zone, die auf die Master verteilt wird",
      },
      text: buildConfiguration(settings),
    },
  ];
}

function buildConfiguration({ clientVariable }: Settings): string {
  const fields = Object.entries(macros) as [MacroField, string][];
  const environment = [...fields, ["client", `host.vars.${clientVariable}`]].map(
    ([field = "", macro]) => `    ${variableOf(field)} = "$${macro}$"`,
  );
  return `object NotificationCommand "interdesk" {
  command = [ "${scriptPath}" ]
  timeout = 60s
  env = {
${environment.join("\n")}
  }
}

object User "interdesk" {
  display_name = "Interdesk"
}

apply Notification "interdesk" to Host {
  command = "interdesk"
  users = [ "interdesk" ]
  interval = 30m
  types = [ Problem, Recovery, Acknowledgement, Custom, DowntimeStart, DowntimeEnd, DowntimeRemoved, FlappingStart, FlappingEnd ]
  assign where true
}

apply Notification "interdesk" to Service {
  command = "interdesk"
  users = [ "interdesk" ]
  interval = 30m
  types = [ Problem, Recovery, Acknowledgement, Custom, DowntimeStart, DowntimeEnd, DowntimeRemoved, FlappingStart, FlappingEnd ]
  assign where true
}
`;
}
