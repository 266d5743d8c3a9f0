import { type ConnectorError, type ConnectorWorld, fail, type Result } from "../contract.ts";
import { trimSlashes, type VendorCall, type VendorResponse } from "../http.ts";
import { checklist } from "./checklist.ts";
import { judge, type JudgedCall } from "./errors.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { createSignIn } from "./sign-in.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type World = ConnectorWorld<Settings, Secrets>;

export interface ServiceNowCall {
  method: VendorCall["method"];
  /** Below the instance's address, with its leading slash; no query. */
  path: string;
  parameters?: Readonly<Record<string, string>>;
  json?: unknown;
  bytes?: Uint8Array;
  headers?: Readonly<Record<string, string>>;
  mostAnswerBytes?: number;
  safe: boolean;
}

/** One instance, signed in. */
export interface ServiceNowClient {
  /** A judged answer: what comes back is good. */
  call(call: ServiceNowCall): Answer<VendorResponse>;
  /** The answer as it came, signed in, for those who judge themselves. */
  send(call: ServiceNowCall): Answer<VendorResponse>;
  /** The answer to a call without credentials: whether it is ServiceNow that answers there. */
  knock(path: string): Answer<VendorResponse>;
  judge(response: VendorResponse, safe: boolean): Result<VendorResponse, ConnectorError>;
  /** The instance's clock at this answer, from its `Date` header; ours where a proxy took it away. */
  clockOf(response: VendorResponse): Date;
  /** Calls again although the last ones were refused. */
  forgive(): void;
  /** The instance's address without a slash at its end. */
  readonly baseUrl: string;
}

export function createClient(world: World): ServiceNowClient {
  const { settings, http } = world;
  const signIn = createSignIn(world);
  const baseUrl = trimSlashes(settings.instanceUrl);

  const sendWith = (call: ServiceNowCall, headers: Readonly<Record<string, string>>) =>
    http.request({
      method: call.method,
      url: `${baseUrl}${call.path}${writeParameters(call.parameters)}`,
      headers: { accept: "application/json", ...call.headers, ...headers },
      ...(call.json === undefined ? {} : { json: call.json }),
      ...(call.bytes === undefined ? {} : { bytes: call.bytes }),
      ...(call.mostAnswerBytes === undefined ? {} : { mostAnswerBytes: call.mostAnswerBytes }),
      // Semaphores and quotas count all APIs of an instance together.
      buckets: [{ name: "instance", slots: settings.concurrency }],
      safe: call.safe,
    });

  /** A 401 was not executed: one new token, one repeat, whatever the call does. */
  const send = async (call: ServiceNowCall): Answer<VendorResponse> => {
    const headers = await signIn.headers();
    if (!headers.ok) return headers;
    const first = await sendWith(call, headers.value);
    if (!first.ok) return first;
    if (first.value.status !== 401) {
      signIn.accepted();
      return first;
    }
    if (!signIn.refused(headers.value, false)) return first;
    const renewed = await signIn.headers();
    if (!renewed.ok) return renewed;
    const second = await sendWith(call, renewed.value);
    if (second.ok && second.value.status === 401) signIn.refused(renewed.value, true);
    else if (second.ok) signIn.accepted();
    return second;
  };

  const judgeAnswer = (response: VendorResponse, call: JudgedCall): Result<VendorResponse, ConnectorError> => {
    const judged = judge(response, call, http.redact);
    const refused = !judged.ok && judged.error.kind === "unauthorized" && response.status === 401;
    return refused ? fail({ kind: "unauthorized", detail: checklist(settings.auth) }) : judged;
  };
  return {
    baseUrl,
    send,
    async call(call) {
      const answer = await send(call);
      return answer.ok ? judgeAnswer(answer.value, { safe: call.safe }) : answer;
    },
    knock: (path) => sendWith({ method: "GET", path, safe: true }, {}),
    judge: (response, safe) => judgeAnswer(response, { safe }),
    clockOf: (response) => {
      const at = new Date(response.headers["date"] ?? "");
      return Number.isNaN(at.getTime()) ? world.clock.now() : at;
    },
    forgive: () => signIn.forgive(),
  };
}

/** Every value is encoded whole, as carets and equals signs mean something; commas may stand and keep addresses short. */
function writeParameters(parameters: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(parameters).map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`,
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
