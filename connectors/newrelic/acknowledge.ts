import { z } from "zod";
import { type ConnectorError, fail, type SourceAlert, type SourceAnswers } from "../contract.ts";
import { parseWith } from "../http.ts";
import { forGood, joinUrl, judgeStatus, lacksHandle, type SourceWorld, tellEach } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type NerdGraphWorld = SourceWorld<Settings, Secrets> & { apiKey: string };
export type Mutation = "aiIssuesAckIssue" | "aiIssuesUnackIssue" | "aiIssuesResolveIssue";

/** Of 25 calls at once for a user, as NerdGraph's documentation names them, a few. */
const buckets = [{ name: "nerdgraph", slots: 4 }];

const Answered = z.object({
  data: z.record(z.string(), z.object({ error: z.unknown() }).nullable()).nullish(),
  errors: z.array(z.object({ message: z.string() })).catch([]),
});

/** Each sets a state, so that a second call changes nothing more. @see https://docs.newrelic.com/docs/apis/nerdgraph/ */
export function mutate(world: NerdGraphWorld, mutation: Mutation, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellEach(alerts, async ({ handle }) => {
    const { issueId } = handle;
    const accountId = handle["accountId"] ?? world.settings.accountId;
    if (issueId === undefined || accountId === "") return lacksHandle("issue and account");
    const query = `mutation Tell($accountId: Int!, $issueId: ID!) { ${mutation}(accountId: $accountId, issueId: $issueId) { error result { action issueId } } }`;
    const response = await world.http.request({
      method: "POST",
      url: joinUrl(world.settings.apiUrl, "/graphql"),
      headers: { "api-key": world.apiKey },
      json: { query, variables: { accountId: Number(accountId), issueId } },
      buckets,
      safe: false,
    });
    if (!response.ok) return response;
    const refused = judgeStatus(response.value, { http: world.http, safe: false });
    if (refused) return fail(refused);
    const answered = parseWith(Answered, response.value);
    if (!answered.ok) return fail({ kind: "unknownOutcome", detail: answered.error.detail });
    const error = judgeErrors(world, answered.value, mutation);
    return error ? fail(error) : forGood;
  });
}

/** Errors come with status 200, in words. */
function judgeErrors(
  { http }: NerdGraphWorld,
  { data, errors }: z.infer<typeof Answered>,
  mutation: Mutation,
): ConnectorError | undefined {
  const said = data?.[mutation]?.error;
  const words = [...errors.map(({ message }) => message), ...(said ? [JSON.stringify(said)] : [])];
  if (words.length === 0)
    return data?.[mutation] ? undefined : { kind: "unknownOutcome", detail: "NerdGraph has answered nothing." };
  const detail = http.redact(words.join(" ")).slice(0, 300);
  if (/api[ -]?key|unauthori[sz]ed|forbidden|access denied/i.test(detail)) return { kind: "unauthorized", detail };
  return /not found|does not exist/i.test(detail) ? { kind: "gone", detail } : { kind: "rejected", detail };
}
