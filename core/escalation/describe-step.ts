import type { EscalationPolicy } from "../../schemas/escalation.ts";
import type { Target } from "./list-recipients.ts";

/** What a step has done, for the ticket. @param pages 0 = nobody of the targets can be reached */
export function describeStep(
  policy: EscalationPolicy,
  index: number,
  round: number,
  targets: readonly Target[],
  pages: number,
): string {
  const which = `Escalation “${policy.name}”, step ${index + 1}${round > 0 ? `, round ${round + 1}` : ""}`;
  if (targets.length === 0) return `${which}: nobody is on duty. The next step is taken at once.`;
  if (pages === 0) return `${which}: ${nameAll(targets)} cannot be reached on any way. The next step is taken at once.`;
  return `${which}: told ${nameAll(targets)}.`;
}

/** People and places by name, and why it is they. */
export function nameAll(targets: readonly Target[]): string {
  const named = targets.map((target) => {
    if (target.kind === "place") return `${target.address} through ${target.connection}`;
    const { because, person } = target;
    if (because.kind === "onDuty") return `${person.name} (on duty in “${because.schedule}”)`;
    return because.kind === "manager" ? `${person.name} (manager of ${because.of})` : person.name;
  });
  return named.join(", ");
}
