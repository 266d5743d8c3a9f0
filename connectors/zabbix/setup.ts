import { Document, visit } from "yaml";
import type { SetupText } from "../contract.ts";
import { fieldNames, macros } from "./fields.ts";
import type { Secrets, Settings } from "./manifest.ts";

interface SetupInput {
  settings: Settings;
  secrets: Secrets;
  hookUrl: string;
}

/**
 * Every parameter but address and token goes into the body, in the ECMAScript 5 of Zabbix. Throwing makes Zabbix try again.
 *
 * @see https://www.zabbix.com/documentation/6.0/en/manual/config/notifications/media/webhook
 */
const script = `var params = JSON.parse(value),
    request = new HttpRequest(),
    body = {},
    name;
for (name in params) {
    if (name !== 'interdesk_url' && name !== 'interdesk_token') {
        body[name] = params[name];
    }
}
request.addHeader('Content-Type: application/json');
if (params.interdesk_token) {
    request.addHeader('Authorization: Bearer ' + params.interdesk_token);
}
request.post(params.interdesk_url, JSON.stringify(body));
if (request.getStatus() < 200 || request.getStatus() > 299) {
    throw 'Interdesk answered ' + request.getStatus();
}
return 'OK';
`;

/** A message template makes Zabbix send at all; its text is not used. */
const templates = ["PROBLEM", "RECOVERY", "UPDATE"].map((operation_mode) => ({
  event_source: "TRIGGERS",
  operation_mode,
  subject: "{EVENT.NAME}",
  message: "{EVENT.NAME}",
}));

/** An export of Zabbix 6.0 with one media type; newer versions import it too. */
export function buildSetup({ secrets, hookUrl }: SetupInput): readonly SetupText[] {
  const parameters = [
    { name: "interdesk_url", value: hookUrl },
    ...(secrets.bearerToken === undefined ? [] : [{ name: "interdesk_token", value: secrets.bearerToken }]),
    ...fieldNames.map((name) => ({ name, value: macros[name] })),
  ];
  const mediaType = {
    name: "Interdesk",
    type: "WEBHOOK",
    parameters,
    attempts: "10",
    attempt_interval: "30s",
    script,
    timeout: "20s",
    description: "Sends problems, updates and recoveries of triggers to Interdesk.",
    message_templates: templates,
  };
  const text = toYaml({ zabbix_export: { version: "6.0", media_types: [mediaType] } });
  return [
    {
      title: { en: "Media type", de: "Medientyp" },
      place: {
        en: "a file interdesk.yaml, for Alerts › Media types › Import",
        de: "eine Datei interdesk.yaml, für Alerts › Media types › Import",
      },
      text,
    },
  ];
}

/** Every text in quotes, since Zabbix's reader takes more of them for numbers and dates than YAML 1.2 does. */
function toYaml(value: object): string {
  const document = new Document(value);
  visit(document, {
    Scalar(key, node) {
      if (key !== "key" && typeof node.value === "string")
        node.type = node.value.includes("\n") ? "BLOCK_LITERAL" : "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}
