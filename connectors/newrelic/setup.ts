import type { SetupText } from "../contract.ts";

/**
 * New Relic's own template and what it leaves out. Nothing nested is added: where such an attribute is missing, New Relic
 * renders nothing at all and sends nothing.
 *
 * @see https://docs.newrelic.com/docs/alerts/get-notified/custom-variables-incident-workflows/
 */
const template = `{
  "id": {{ json issueId }},
  "issueUrl": {{ json issuePageUrl }},
  "title": {{ json annotations.title.[0] }},
  "priority": {{ json priority }},
  "impactedEntities": {{ json entitiesData.names }},
  "totalIncidents": {{ json totalIncidents }},
  "state": {{ json state }},
  "trigger": {{ json triggerEvent }},
  "isCorrelated": {{ json isCorrelated }},
  "createdAt": {{ json createdAt }},
  "updatedAt": {{ json updatedAt }},
  "closedAt": {{ json closedAt }},
  "sources": {{ json accumulations.source }},
  "alertPolicyNames": {{ json accumulations.policyName }},
  "alertConditionNames": {{ json accumulations.conditionName }},
  "workflowName": {{ json workflowName }},
  "isAcknowledged": {{ json isAcknowledged }},
  "acknowledgedBy": {{ json acknowledgedBy }},
  "mutingState": {{ json mutingState }},
  "nrAccountId": {{ json nrAccountId }}
}
`;

export function buildSetup(): readonly SetupText[] {
  return [
    {
      title: { en: "Payload template", de: "Payload-Vorlage" },
      place: {
        en: "Alerts › Workflows › the webhook's channel › Payload",
        de: "Alerts › Workflows › der Channel des Webhooks › Payload",
      },
      text: template,
    },
  ];
}
