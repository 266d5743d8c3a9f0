import type { Alert } from "../../schemas/alert.ts";

const mostNamed = 20;

/**
 * What a ticket holds by now, as people read it: those that fire first, newest first.
 *
 * @param news how many have joined since the ticket was told last
 */
export function describeFold(alerts: readonly Alert[], news: number): string {
  const ordered = alerts.toSorted(
    (one, other) =>
      Number(other.condition === "firing") - Number(one.condition === "firing") ||
      other.raisedAt.getTime() - one.raisedAt.getTime(),
  );
  const firing = alerts.filter(({ condition }) => condition === "firing").length;
  const lines = ordered.slice(0, mostNamed).map(describeAlert);
  const more = alerts.length - lines.length;
  return [
    `${news} more ${news === 1 ? "alert has" : "alerts have"} joined this ticket: it holds ${alerts.length} now, ${firing} of them firing.`,
    "",
    ...lines,
    ...(more > 0 ? [`… and ${more} more.`] : []),
  ].join("\n");
}

function describeAlert({ condition, title, resource, raisedAt }: Alert): string {
  const where = resource !== null && !title.includes(resource) ? ` (${resource})` : "";
  return `- ${condition === "firing" ? "fires" : "clear"}: ${title}${where}, since ${raisedAt.toISOString()}`;
}
