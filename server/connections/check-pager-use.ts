import type { DutyPlan, Recipient } from "../../schemas/escalation.ts";
import { AppError } from "../api/problem.ts";

/**
 * A pager through which the duty plan tells somebody stays: without it a night's call would go nowhere, and nobody would know.
 *
 * @throws AppError `conflict`, naming who is told through it
 */
export function checkPagerUse(name: string, plan: DutyPlan): void {
  const uses = listUses(name, plan);
  if (uses.length === 0) return;
  const more = uses.length > mostNamed ? ` and ${uses.length - mostNamed} more` : "";
  throw new AppError(
    "conflict",
    `The duty plan tells people through "${name}": ${uses.slice(0, mostNamed).join(", ")}${more}. ` +
      `Save one without it first ("interdesk oncall set FILE"), then remove it.`,
  );
}

const mostNamed = 8;

function listUses(name: string, { people, escalations, lastResort }: DutyPlan): string[] {
  const names = (recipients: readonly Recipient[]) =>
    recipients.some((one) => "connection" in one && one.connection === name);
  return [
    ...people.filter(({ channels }) => channels.some(({ connection }) => connection === name)).map((one) => one.name),
    ...escalations.flatMap((policy) =>
      policy.steps.flatMap(({ notify }, index) => (names(notify) ? [`step ${index + 1} of “${policy.name}”`] : [])),
    ),
    ...(names(lastResort) ? ["the last resort"] : []),
  ];
}
