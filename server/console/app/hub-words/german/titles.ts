/** What connectors are called that are no product of one name, in German. */
export const titles: Readonly<Record<string, string>> = {
  "AWS CloudWatch through SNS": "AWS CloudWatch über SNS",
  "Any service desk, by webhooks": "Jeder Service Desk, über Webhooks",
  "Any way to people, by webhooks": "Jeder Weg zu Menschen, über Webhooks",
  "Any webhook, mapped by expressions": "Jeder Webhook, durch Ausdrücke zugeordnet",
  "ConnectWise RMM (JSON with paths that you set)": "ConnectWise RMM (JSON mit Pfaden, die Sie angeben)",
  "E-mail over SMTP": "E-Mail über SMTP",
  "E-mail, from any tool": "E-Mail, aus jedem Werkzeug",
  "Findings of scanners (SARIF, Trivy, Nessus, OpenVAS, CSV)":
    "Befunde von Scannern (SARIF, Trivy, Nessus, OpenVAS, CSV)",
  "Microsoft Teams, by a workflow": "Microsoft Teams, über einen Workflow",
  "Netdata agent": "Netdata-Agent",
  "Opsgenie, and Jira Service Management Operations": "Opsgenie und Jira Service Management Operations",
  "PagerDuty Events API v2, from any tool": "PagerDuty Events API v2, aus jedem Werkzeug",
  "Twilio: SMS and phone calls": "Twilio: SMS und Anrufe",
  "ntfy, push messages": "ntfy, Push-Nachrichten",
};
