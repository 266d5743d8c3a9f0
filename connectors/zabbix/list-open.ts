import { z } from "zod";
import { type Answer, type ListedAlert, succeed } from "../contract.ts";
import { call, type ZabbixWorld } from "./client.ts";

/** Problems of triggers that have not ended, the suppressed too; as far as our user may see their hosts. */
export async function listOpen(world: ZabbixWorld): Answer<readonly ListedAlert[]> {
  const params = { output: ["eventid"], source: 0, object: 0 };
  const result = z.array(z.object({ eventid: z.string().min(1) }));
  const problems = await call(world, "problem.get", params, { result, safe: true });
  if (!problems.ok) return problems;
  return succeed(problems.value.map(({ eventid }) => ({ dedupKey: eventid })));
}
