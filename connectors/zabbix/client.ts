import { z } from "zod";
import { type Answer, type ConnectorError, fail, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { joinUrl, judgeStatus, type SourceWorld } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type ZabbixWorld = SourceWorld<Settings, Secrets> & { apiUrl: string; apiToken: string };

/** Zabbix names no number; its API is one PHP process a call. */
const buckets = [{ name: "api", slots: 2 }];

const Failed = z.object({ error: z.object({ code: z.number(), message: z.string(), data: z.string().catch("") }) });

/** One call of the JSON-RPC API. @see https://www.zabbix.com/documentation/6.0/en/manual/api */
export async function call<T extends z.ZodType>(
  { http, settings, apiUrl, apiToken }: ZabbixWorld,
  method: string,
  params: object,
  { result, safe }: { result: T; safe: boolean },
): Answer<z.output<T>> {
  const inBody = settings.apiTokenIn === "body";
  const response = await http.request({
    method: "POST",
    url: joinUrl(apiUrl, "/api_jsonrpc.php"),
    headers: { "content-type": "application/json-rpc", ...(inBody ? {} : { authorization: `Bearer ${apiToken}` }) },
    json: { jsonrpc: "2.0", method, params, id: 1, ...(inBody ? { auth: apiToken } : {}) },
    buckets,
    safe,
  });
  if (!response.ok) return response;
  const refused = judgeStatus(response.value, { http, safe });
  if (refused) return fail(refused.kind === "gone" ? { kind: "rejected", detail: refused.detail } : refused);
  const failed = parseWith(Failed, response.value);
  if (failed.ok) return fail(judgeError(failed.value.error, http));
  const answered = parseWith(z.object({ result: z.unknown() }), response.value);
  const parsed = answered.ok ? result.safeParse(answered.value.result) : undefined;
  if (parsed?.success) return succeed(parsed.data);
  const [issue] = parsed?.error.issues ?? [];
  const path = ["result", ...(issue?.path ?? [])].join(".");
  const detail = answered.ok ? (issue?.message ?? "unexpected shape") : answered.error.detail;
  return fail(safe ? { kind: "unreadable", path, detail } : { kind: "unknownOutcome", detail });
}

/** All errors come with status 200, and most with the same two codes: their words tell them apart. */
function judgeError(
  { message, data }: z.infer<typeof Failed>["error"],
  http: Pick<ZabbixWorld["http"], "redact">,
): ConnectorError {
  const detail = http.redact(`${message} ${data}`).slice(0, 300);
  if (/not authori[sz]ed|session terminated|token expired|no permissions to call/i.test(data))
    return { kind: "unauthorized", detail };
  if (/does not exist/i.test(data)) return { kind: "gone", detail };
  return { kind: "rejected", detail };
}
