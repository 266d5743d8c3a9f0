import type { z } from "zod";
import { type ConnectorError, type ConnectorWorld, fail, type Result } from "../contract.ts";
import { parseWith, type VendorResponse } from "../http.ts";
import { basicHeader, joinUrl, judgeAnswer } from "../pager-kit.ts";
import { Complaint } from "./api-types.ts";
import { errorWords } from "./error-words.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type TwilioWorld = ConnectorWorld<Settings, Secrets>;

export interface TwilioCall {
  method: "GET" | "POST";
  /** Below the account's own address, such as `/Calls.json`; `.json` = the account. */
  path: string;
  /** A name may come several times. */
  form?: readonly (readonly [name: string, value: string])[];
  /** `token`: the account's own, even where there is an API key. */
  as?: "token";
}

/** One call to Twilio's API; what it answers is read by `schema`. */
export async function callTwilio<S extends z.ZodType>(
  world: TwilioWorld,
  schema: S,
  { method, path, form, as }: TwilioCall,
): Promise<Result<z.output<S>, ConnectorError>> {
  const { http, settings, secrets } = world;
  const { accountSid, apiKeySid, apiUrl } = settings;
  const byKey = as !== "token" && apiKeySid !== undefined && secrets.apiKeySecret !== undefined;
  const authorization = byKey
    ? basicHeader(apiKeySid, secrets.apiKeySecret ?? "")
    : basicHeader(accountSid, secrets.authToken);
  const answer = await http.request({
    method,
    url: joinUrl(apiUrl, `/2010-04-01/Accounts/${accountSid}${path}`),
    headers: { authorization, ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}) },
    ...(form
      ? { bytes: Buffer.from(form.map(([name, value]) => new URLSearchParams({ [name]: value }).toString()).join("&")) }
      : {}),
    buckets: [{ name: "api", slots: 2 }],
    safe: method === "GET",
  });
  if (!answer.ok) return answer;
  const error = judge(answer.value, world);
  return error ? fail(error) : parseWith(schema, answer.value);
}

/** Twilio says what is wrong by a number of its own; where we have words for it they come first. */
function judge(response: VendorResponse, { http }: TwilioWorld): ConnectorError | undefined {
  const error = judgeAnswer(response, http);
  if (!error || error.kind === "unreadable") return error;
  const complaint = parseWith(Complaint, response);
  if (!complaint.ok) return error;
  const { code, message } = complaint.value;
  const said = http.redact(message).slice(0, 300);
  const detail = `${errorWords.get(code) ?? "Twilio refused it."} (${code}${said === "" ? "" : `: ${said}`})`;
  if (error.kind !== "rejected") return { ...error, detail };
  return { kind: "rejected", detail };
}
