import type { PagerChannel } from "../../connectors/contract.ts";
import type { Result } from "../../core/ports/result.ts";
import { checkEscalations } from "../../core/escalation/check-escalations.ts";
import { checkPlan } from "../../core/on-call/check-plan.ts";
import { DutyPlan, type Recipient } from "../../schemas/escalation.ts";
import { type FoundProblem, readYaml, type TextProblem } from "../rules/read-yaml.ts";

/** Names that a duty plan may give. */
export interface DutyNames {
  /** Connections that are pagers, by name, with their channels. */
  pagers: ReadonlyMap<string, readonly PagerChannel[]>;
  clients: readonly string[];
  /** Calendars of the SLA plan. */
  calendars: readonly string[];
}

/** A plan as it was typed, in YAML or JSON. @returns all that is wrong with it, in the order of the text */
export function readDutyPlan(text: string, names: DutyNames): Result<DutyPlan, readonly TextProblem[]> {
  return readYaml(text, DutyPlan, (plan) => checkDutyPlan(plan, names));
}

/** What is wrong with a plan whose shape is right. */
export function checkDutyPlan(plan: DutyPlan, names: DutyNames): readonly FoundProblem[] {
  const pagers = [...names.pagers.keys()];
  return [
    ...checkPlan(plan, { pagers }),
    ...checkEscalations(plan, { ...names, pagers }),
    ...checkAddresses(plan, names.pagers),
  ];
}

/** Where on a pager somebody is reached. */
interface Place {
  connection: string;
  channel: string;
  address: string;
}

/** Channels that a pager does not have, and addresses that it could not send to; pagers that there are none of are told by others. */
function checkAddresses(plan: DutyPlan, pagers: DutyNames["pagers"]): FoundProblem[] {
  return listPlaces(plan).flatMap(({ path, place: { connection, channel, address } }) => {
    const channels = pagers.get(connection);
    if (!channels) return [];
    const known = channels.find(({ name }) => name === channel);
    if (!known) {
      const names = channels.map(({ name }) => name).join(", ");
      const detail = `"${connection}" has no channel "${channel}". Channels: ${names || "none"}.`;
      return [{ path: [...path, "channel"], detail }];
    }
    const wrong = known.checkAddress(address);
    if (wrong === undefined) return [];
    return [{ path: [...path, "address"], detail: `"${address}": ${wrong} ${known.addressHelp.en}`.trim() }];
  });
}

function listPlaces({ people, escalations, lastResort }: DutyPlan): { path: FoundProblem["path"]; place: Place }[] {
  const ofRecipients = (recipients: readonly Recipient[], path: FoundProblem["path"]) =>
    recipients.flatMap((place, index) => ("connection" in place ? [{ path: [...path, index], place }] : []));
  return [
    ...people.flatMap(({ channels }, person) =>
      channels.map((place, index) => ({ path: ["people", person, "channels", index], place })),
    ),
    ...escalations.flatMap(({ steps }, policy) =>
      steps.flatMap(({ notify }, step) => ofRecipients(notify, ["escalations", policy, "steps", step, "notify"])),
    ),
    ...ofRecipients(lastResort, ["lastResort"]),
  ];
}
