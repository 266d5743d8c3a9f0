import { stringify } from "yaml";
import type { Result } from "../../core/ports/result.ts";
import { checkPlan, type PlanNames } from "../../core/sla/compile-plan.ts";
import { defaultPlan } from "../../core/sla/default-plan.ts";
import { SlaPlan } from "../../schemas/sla-plan.ts";
import { readYaml, type TextProblem } from "../rules/read-yaml.ts";

/** A plan as it was typed, in YAML or JSON. @returns all that is wrong with it, in the order of the text */
export function readPlan(text: string, names: PlanNames): Result<SlaPlan, readonly TextProblem[]> {
  return readYaml(text, SlaPlan, (plan) => checkPlan(plan, names));
}

/** What counts until a plan is saved, as somebody would type it. */
export const defaultPlanText = `# What clients are promised. Times are open time of a calendar; "always" is around the clock.
${stringify(defaultPlan, { flowCollectionPadding: true, collectionStyle: "any" })}`;
