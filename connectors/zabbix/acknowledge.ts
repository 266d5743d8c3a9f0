import { z } from "zod";
import { type Answer, type ConnectorError, fail, type Result, type SourceAlert, succeed } from "../contract.ts";
import type { SourceAnswers, SourceState } from "../contract.ts";
import { answerAll, forGood, lacksHandle, tellEach, Text } from "../monitor-kit.ts";
import { call, type ZabbixWorld } from "./client.ts";

/** Bits of an action. @see https://www.zabbix.com/documentation/6.0/en/manual/api/reference/event/acknowledge */
const bit = { close: 1, acknowledge: 2, message: 4, unacknowledge: 16 } as const;

/** Numbers come as texts. */
const Int = z.coerce.number().int();
const Problem = z.object({
  eventid: z.string(),
  acknowledged: z.enum(["0", "1"]),
  acknowledges: z.array(z.object({ acknowledgeid: Int, message: Text, action: Int })),
});
type Problem = z.infer<typeof Problem>;

/** A problem that is not acknowledged is, with our line; one that somebody has acknowledged gets the line alone. */
export function acknowledge(world: ZabbixWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellProblems(world, alerts, (alert, problem) => {
    if (problem.acknowledged === "0") return tell(world, alert, bit.acknowledge | bit.message);
    // Said since it was last acknowledged: a repeated call says nothing twice.
    const since = lastOf(problem, bit.acknowledge)?.acknowledgeid ?? 0;
    const isSaid = problem.acknowledges.some((one) => one.acknowledgeid >= since && isOurs(one, alert));
    return isSaid ? Promise.resolve(forGood) : tell(world, alert, bit.message);
  });
}

/** Takes back what we have acknowledged, and leaves what somebody else has. */
export function unacknowledge(world: ZabbixWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellProblems(world, alerts, async (alert, problem) => {
    const last = lastOf(problem, bit.acknowledge);
    if (problem.acknowledged === "0" || !last || !isOurs(last, alert)) return forGood;
    return tell(world, alert, bit.unacknowledge | bit.message);
  });
}

/** Closes the problem where its trigger allows that; else at least our acknowledgement is taken back. */
export function close(world: ZabbixWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellProblems(world, alerts, async (alert, problem) => {
    // It is closed within a second or two, and listed until then.
    if (problem.acknowledges.some((one) => (one.action & bit.close) > 0 && isOurs(one, alert))) return forGood;
    const closed = await tell(world, alert, bit.close | bit.message);
    if (closed.ok || closed.error.kind !== "rejected" || !/manual clos/i.test(closed.error.detail)) return closed;
    const [taken = closed] = await unacknowledge(world, [alert]);
    const detail = "The trigger does not allow manual closing; the problem is no longer acknowledged by us.";
    return taken.ok ? succeed({ until: null, detail }) : taken;
  });
}

/** Problems that have ended are not among those that are read: nothing is left to be told of them. */
async function tellProblems(
  world: ZabbixWorld,
  alerts: readonly SourceAlert[],
  tellOne: (alert: SourceAlert, problem: Problem) => Promise<Result<SourceState, ConnectorError>>,
): SourceAnswers {
  const problems = await readProblems(world, alerts);
  if (!problems.ok) return answerAll(alerts, problems);
  return tellEach(alerts, async (alert) => {
    const { eventId } = alert.handle;
    if (eventId === undefined) return lacksHandle("event id");
    const problem = problems.value.find(({ eventid }) => eventid === eventId);
    if (problem) return tellOne(alert, problem);
    return fail({ kind: "gone", detail: "Zabbix has no such problem any more, or our user may not see it." });
  });
}

function readProblems(world: ZabbixWorld, alerts: readonly SourceAlert[]): Answer<readonly Problem[]> {
  const eventids = alerts.flatMap(({ handle: { eventId } }) => (eventId === undefined ? [] : [eventId]));
  const params = {
    eventids,
    output: ["eventid", "acknowledged"],
    selectAcknowledges: ["acknowledgeid", "message", "action"],
  };
  return call(world, "problem.get", params, { result: z.array(Problem), safe: true });
}

async function tell(
  world: ZabbixWorld,
  { handle, note }: SourceAlert,
  action: number,
): Promise<Result<SourceState, ConnectorError>> {
  const params = { eventids: [handle["eventId"]], action, message: note };
  const told = await call(world, "event.acknowledge", params, { result: z.unknown(), safe: false });
  return told.ok ? forGood : told;
}

function lastOf({ acknowledges }: Problem, action: number): Problem["acknowledges"][number] | undefined {
  return acknowledges
    .filter((one) => (one.action & action) > 0)
    .toSorted((a, b) => a.acknowledgeid - b.acknowledgeid)
    .at(-1);
}

function isOurs({ message }: { message: string }, { marker }: SourceAlert): boolean {
  return message.includes(`[${marker}]`);
}
