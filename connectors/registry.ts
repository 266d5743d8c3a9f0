import { alertmanager } from "./alertmanager/index.ts";
import { autotask } from "./autotask/index.ts";
import { auvik } from "./auvik/index.ts";
import { awsCloudwatchSns } from "./aws-cloudwatch-sns/index.ts";
import { azureMonitor } from "./azure-monitor/index.ts";
import { checkmk } from "./checkmk/index.ts";
import { cloudevents } from "./cloudevents/index.ts";
import { connectwiseAutomate } from "./connectwise-automate/index.ts";
import { connectwiseRmm } from "./connectwise-rmm/index.ts";
import { datadog } from "./datadog/index.ts";
import { dattoRmm } from "./datto-rmm/index.ts";
import { findings } from "./findings/index.ts";
import { email } from "./email/index.ts";
import { genericWebhook } from "./generic-webhook/index.ts";
import { googleCloudMonitoring } from "./google-cloud-monitoring/index.ts";
import { grafana } from "./grafana/index.ts";
import { halopsa } from "./halopsa/index.ts";
import { icinga2 } from "./icinga2/index.ts";
import { microsoftTeams } from "./microsoft-teams/index.ts";
import { ilert } from "./ilert/index.ts";
import { monit } from "./monit/index.ts";
import { nableNcentral } from "./nable-ncentral/index.ts";
import { nableNsight } from "./nable-nsight/index.ts";
import { nagios } from "./nagios/index.ts";
import { netdata } from "./netdata/index.ts";
import { newrelic } from "./newrelic/index.ts";
import { ninjaone } from "./ninjaone/index.ts";
import { ntfy } from "./ntfy/index.ts";
import { opsgenie } from "./opsgenie/index.ts";
import { pagerduty } from "./pagerduty/index.ts";
import { pagerdutyEventsV2 } from "./pagerduty-events-v2/index.ts";
import { pingdom } from "./pingdom/index.ts";
import { prtg } from "./prtg/index.ts";
import { sentry } from "./sentry/index.ts";
import { servicenow } from "./servicenow/index.ts";
import { site24x7 } from "./site24x7/index.ts";
import { slack } from "./slack/index.ts";
import { smtpEmail } from "./smtp-email/index.ts";
import { standardWebhooks } from "./standard-webhooks/index.ts";
import { twilio } from "./twilio/index.ts";
import { uptimeKuma } from "./uptime-kuma/index.ts";
import { uptimerobot } from "./uptimerobot/index.ts";
import { veeam } from "./veeam/index.ts";
import { webhookDesk } from "./webhook-desk/index.ts";
import { webhookPager } from "./webhook-pager/index.ts";
import { zabbix } from "./zabbix/index.ts";
import type { RegisteredConnector } from "./contract.ts";

/** The connectors that come with the hub; each is one folder and one line here. */
export const builtIn: readonly RegisteredConnector[] = [
  alertmanager,
  autotask,
  auvik,
  awsCloudwatchSns,
  azureMonitor,
  checkmk,
  cloudevents,
  connectwiseAutomate,
  connectwiseRmm,
  datadog,
  dattoRmm,
  findings,
  email,
  genericWebhook,
  googleCloudMonitoring,
  grafana,
  halopsa,
  icinga2,
  ilert,
  microsoftTeams,
  monit,
  nableNcentral,
  nableNsight,
  nagios,
  netdata,
  newrelic,
  ninjaone,
  ntfy,
  opsgenie,
  pagerduty,
  pagerdutyEventsV2,
  pingdom,
  prtg,
  sentry,
  servicenow,
  site24x7,
  slack,
  smtpEmail,
  standardWebhooks,
  twilio,
  uptimeKuma,
  uptimerobot,
  veeam,
  webhookDesk,
  webhookPager,
  zabbix,
];

export function findConnector(name: string): RegisteredConnector | undefined {
  return builtIn.find(({ manifest }) => manifest.name === name);
}
