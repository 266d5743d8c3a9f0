import type { SetupText } from "../contract.ts";
import type { Secrets, Settings } from "./manifest.ts";

interface SetupInput {
  settings: Settings;
  secrets: Secrets;
  hookUrl: string;
}

const scriptPath = String.raw`C:\Interdesk\interdesk.ps1`;

/** Field of the message and the parameter of the script, in the order in which Veeam ONE is thought to give them. */
export const parameters = {
  alarm_name: "AlarmName",
  object: "Object",
  summary: "Summary",
  time: "Time",
  status: "Status",
  previous_status: "PreviousStatus",
} as const;

/** A script for Windows PowerShell 5.1 and newer, and the command that an alarm's action runs. */
export function buildSetup({ settings, secrets, hookUrl }: SetupInput): readonly SetupText[] {
  const names = Object.entries(parameters);
  const headers = secrets.token === undefined ? "@{}" : `@{ Authorization = ${quote(`Bearer ${secrets.token}`)} }`;
  const script = `# Sends an alarm of Veeam ONE to Interdesk. It holds a secret: only the service account may read it.
param(
${names.map(([, name]) => `  [string]$${name}`).join(",\n")}
)
$ErrorActionPreference = 'Stop'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
$url = ${quote(hookUrl)}
$headers = ${headers}
$fields = [ordered]@{
  source = 'veeam-one'
  client = ${quote(settings.client)}
  sent_at = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
${names.map(([field, name]) => `  ${field} = $${name}`).join("\n")}
}
$body = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $fields))
foreach ($pause in 2, 4, 8, 0) {
  try {
    Invoke-RestMethod -Method Post -Uri $url -Headers $headers -ContentType 'application/json' -Body $body -TimeoutSec 10 | Out-Null
    exit 0
  } catch {
    if ($pause -eq 0) { throw }
    Start-Sleep -Seconds $pause
  }
}
`;
  const given = names.map((_name, index) => `"%${index + 1}"`).join(" ");
  return [
    {
      title: { en: "Script", de: "Skript" },
      place: { en: `${scriptPath} on the server of Veeam ONE`, de: `${scriptPath} auf dem Server von Veeam ONE` },
      text: script.replaceAll("\n", "\r\n"),
    },
    {
      title: { en: "Command", de: "Befehl" },
      place: {
        en: "the alarm's settings › Actions › Run script",
        de: "die Einstellungen des Alarms › Actions › Run script",
      },
      text: `powershell.exe -NoProfile -ExecutionPolicy Bypass -File "${scriptPath}" ${given}`,
    },
  ];
}

/** In single quotes PowerShell expands nothing; it takes curly ones for the same. */
function quote(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, "$&$&").replaceAll(/[\r\n]/g, " ")}'`;
}
