import type { Applied } from "../configuration/apply-changes.ts";
import type { Outlook } from "../configuration/configuration-service.ts";

const signs = { add: "+", change: "~", remove: "-" } as const;

const words: Readonly<Record<Outlook["changes"][number]["part"], string>> = {
  clients: "client",
  connections: "connection",
  items: "item",
  rules: "intake",
  sla: "plan",
  onCall: "duty plan",
  webhooks: "webhook",
  windows: "window",
};

/** What a file would change, one thing after the other. */
export function printOutlook({ changes, left, keptSecrets }: Outlook): void {
  const lines = changes.flatMap(({ part, action, name, differences, lines: text }) => [
    `${signs[action]} ${words[part]} ${name}`,
    ...differences.map(({ path, from, to }) => `    ${path}: ${from ?? "nothing"} → ${to ?? "nothing"}`),
    ...(text === null ? [] : [text.trimEnd().replace(/^/gm, "    ")]),
  ]);
  if (changes.length === 0) lines.push("Nothing would change: it is all as the file says.");
  for (const { connection, field } of keptSecrets)
    lines.push(`The secret ${field} of ${connection} is not given here: what is stored stays.`);
  if (left.length > 0) {
    const names = left.slice(0, mostNamed).map(({ part, name }) => `${words[part]} ${name}`);
    const more = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : "";
    lines.push(`Not in the file, and left as it is: ${names.join(", ")}${more}.`);
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}

const mostNamed = 20;

/** What came of it; addresses and secrets are shown this once. */
export function printApplied({ changes, connections, webhooks, undone }: Outlook & Applied): void {
  const lines = [`Applied ${changes.length} ${changes.length === 1 ? "change" : "changes"}.`];
  for (const { name, hookUrl, mailAddress, setupSteps } of connections) {
    lines.push(`The address of ${name}, shown only now: ${hookUrl}`);
    if (mailAddress !== undefined) lines.push(`  and for mails: ${mailAddress}`);
    lines.push(...setupSteps.map((step, index) => `  ${index + 1}. ${step}`));
  }
  for (const { url, secret } of webhooks)
    lines.push(`The secret that signs for ${new URL(url).origin}, shown only now: ${secret}`);
  lines.push(...undone);
  process.stdout.write(`${lines.join("\n")}\n`);
}
