import type { SetupText } from "../contract.ts";
import type { Secrets, Settings } from "./manifest.ts";

interface SetupInput {
  settings: Settings;
  secrets: Secrets;
  hookUrl: string;
}

/** The instance waits no longer for our answer; ms. */
const timeoutMs = 5_000;

/**
 * What an admin pastes: business rules for what was made or changed, for what is deleted and for files, and the properties.
 * The first two hold the secret.
 */
export function buildSetup({ settings, secrets, hookUrl }: SetupInput): readonly SetupText[] {
  const condition = `gs.getUserName() != ${toLiteral(settings.userName)}`;
  const place = {
    en: `System Definition › Business Rules › New, as an admin in the global scope. Table: ${settings.table}. Advanced: on.`,
    de: `System Definition › Business Rules › New, als Admin im globalen Scope. Table: ${settings.table}. Advanced: ein.`,
  };
  return [
    {
      title: { en: "Business rule: Interdesk notice", de: "Business Rule: Meldung an Interdesk" },
      place: {
        en: `${place.en} When: async. Insert and Update: on, Delete: off. Condition: current.sys_updated_by != ${toLiteral(settings.userName)}`,
        de: `${place.de} When: async. Insert und Update: ein, Delete: aus. Condition: current.sys_updated_by != ${toLiteral(settings.userName)}`,
      },
      text: buildScript({ secrets, hookUrl }, "String(current.operation() || 'update')", "execute"),
    },
    {
      title: {
        en: "Business rule: Interdesk notice of a deletion",
        de: "Business Rule: Meldung einer Löschung an Interdesk",
      },
      // Once the deletion is done there is no record for an async rule to run on.
      place: {
        en: `${place.en} When: before. Delete: on, Insert and Update: off. Condition: ${condition}`,
        de: `${place.de} When: before. Delete: ein, Insert und Update: aus. Condition: ${condition}`,
      },
      text: buildScript({ secrets, hookUrl }, "'delete'", "executeAsync"),
    },
    {
      title: {
        en: "Business rule: Interdesk, a file counts as a change (optional)",
        de: "Business Rule: Für Interdesk gilt eine Datei als Änderung (optional)",
      },
      // Otherwise a file alone is only seen when its ticket changes next.
      place: {
        en: `System Definition › Business Rules › New, as an admin in the global scope. Table: sys_attachment. Advanced: on. When: async. Insert: on. Condition: current.table_name == '${settings.table}' && current.sys_created_by != ${toLiteral(settings.userName)}. It also restarts the automatic closing of resolved tickets where that counts from the last update.`,
        de: `System Definition › Business Rules › New, als Admin im globalen Scope. Table: sys_attachment. Advanced: ein. When: async. Insert: ein. Condition: current.table_name == '${settings.table}' && current.sys_created_by != ${toLiteral(settings.userName)}. Damit beginnt auch das automatische Schließen gelöster Tickets von vorn, wo es ab der letzten Änderung zählt.`,
      },
      text: touchScript(settings.table),
    },
    {
      title: { en: "System properties", de: "Systemeigenschaften" },
      place: {
        en: "System Properties › All Properties (sys_properties.list)",
        de: "System Properties › All Properties (sys_properties.list)",
      },
      text: propertiesFor(settings),
    },
  ];
}

function propertiesFor({ auth }: Settings): string {
  const needed =
    auth === "clientCredentials"
      ? "glide.oauth.inbound.client.credential.grant_type.enabled = true   (true | false; does not exist at first; needed)\n"
      : "";
  return `${needed}glide.invalid_query.returns_no_rows = true   (true | false; recommended: a query that is not understood finds nothing instead of everything)\n`;
}

/**
 * ES5 only, for the global scope; nothing but ASCII, so that what is signed has no charset question.
 *
 * @see https://www.servicenow.com/docs/ c_RESTMessageV2API, c_GlideCertificateEncryptionAPI
 */
function buildScript(
  { secrets, hookUrl }: Pick<SetupInput, "secrets" | "hookUrl">,
  operation: string,
  send: "execute" | "executeAsync",
): string {
  const key = Buffer.from(secrets.webhookSecret).toString("base64");
  return `(function executeRule(current, previous) {
  var body = JSON.stringify({
    v: 1,
    event_id: String(gs.generateGUID()),
    instance: String(gs.getProperty('instance_name')),
    table: String(current.getTableName()),
    operation: ${operation},
    sys_id: String(current.getUniqueValue()),
    number: String(current.getValue('number')),
    sys_mod_count: Number(current.getValue('sys_mod_count')),
    sys_updated_on: String(current.getValue('sys_updated_on')),
    sys_updated_by: String(current.getValue('sys_updated_by')),
    correlation_id: String(current.getValue('correlation_id') || ''),
    company: String(current.getValue('company') || ''),
    sys_domain: String(current.getValue('sys_domain') || ''),
    sent_at: String(new GlideDateTime().getValue())
  }).replace(/[\\u007f-\\uffff]/g, function (character) {
    return '\\\\u' + ('0000' + character.charCodeAt(0).toString(16)).slice(-4);
  });
  var stamp = String(Math.floor(new Date().getTime() / 1000));
  var mac = new GlideCertificateEncryption().generateMac('${key}', 'HmacSHA256', stamp + '.' + body);
  try {
    var request = new sn_ws.RESTMessageV2();
    request.setEndpoint(${toLiteral(hookUrl)});
    request.setHttpMethod('post');
    request.setHttpTimeout(${timeoutMs});
    request.setRequestHeader('Content-Type', 'application/json');
    request.setRequestHeader('X-Interdesk-Timestamp', stamp);
    request.setRequestHeader('X-Interdesk-Signature', 'v1=' + mac);
    request.setRequestBody(body);
    request.${send}();
  } catch (error) {
    gs.warn('Interdesk was not told of ' + current.getValue('number') + ': ' + error);
  }
})(current, previous);
`;
}

/** The platform does not change a ticket to which a file is added. */
function touchScript(table: string): string {
  return `(function executeRule(current, previous) {
  var ticket = new GlideRecord('${table}');
  if (ticket.get(String(current.getValue('table_sys_id')))) {
    ticket.setForceUpdate(true);
    ticket.update();
  }
})(current, previous);
`;
}

/** A text as a literal of ES5 in single quotes, ASCII only. */
function toLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  const ascii = inner.replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `'${ascii}'`;
}
