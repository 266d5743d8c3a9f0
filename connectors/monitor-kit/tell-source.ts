import type { ConnectorError, Result, SourceAlert, SourceAnswers, SourceState } from "../contract.ts";
import { fail, succeed } from "../contract.ts";
import { trimSlashes, type VendorHttp, type VendorResponse } from "../http.ts";

/** Who we say we are where a tool asks for a name. */
export const ourName = "Interdesk";

/** Whether a text of the tool was written by us; every one of ours bears a marker. */
export function bearsMarker(text: string | null | undefined): boolean {
  return /\[interdesk:[0-9a-f-]{36}\]/.test(text ?? "");
}

/** What stands there without an end of its own. */
export const forGood: Result<SourceState, never> = { ok: true, value: { until: null } };

/** What a status means at most tools; undefined = it went well. */
export function judgeStatus(
  { status, text }: VendorResponse,
  { http, safe }: { http: Pick<VendorHttp, "redact">; safe: boolean },
): ConnectorError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const said = http.redact(text).replaceAll(/\s+/g, " ").trim().slice(0, 300);
  const detail = said === "" ? `HTTP ${status}.` : `HTTP ${status}: ${said}`;
  if (status === 401 || status === 403) return { kind: "unauthorized", detail };
  if (status === 404 || status === 410) return { kind: "gone", detail };
  if (status === 409 || status === 412) return { kind: "conflict", detail };
  if (status >= 500) return { kind: safe ? "unavailable" : "unknownOutcome", detail };
  return { kind: "rejected", detail };
}

/** Of these errors the next alert would have the same. */
const common: readonly ConnectorError["kind"][] = ["rateLimited", "unauthorized", "blocked", "unavailable"];

/** No answer came to the alert before: this one was not sent, and is not unknown. */
const notSent: Result<never, ConnectorError> = fail({
  kind: "unavailable",
  detail: "It was not sent, since the tool gave no answer to the call before.",
});

/** For tools that take one alert a call; after an error that is the tool's and not the alert's, nothing more is sent. */
export async function tellEach(
  alerts: readonly SourceAlert[],
  tell: (alert: SourceAlert) => Promise<Result<SourceState, ConnectorError>>,
): SourceAnswers {
  const answers: Result<SourceState, ConnectorError>[] = [];
  let stopped: Result<never, ConnectorError> | undefined;
  for (const alert of alerts) {
    const answer: Result<SourceState, ConnectorError> = stopped ?? (await tell(alert));
    if (!answer.ok && common.includes(answer.error.kind)) stopped = answer;
    else if (!answer.ok && answer.error.kind === "unknownOutcome") stopped = notSent;
    answers.push(answer);
  }
  return answers;
}

/** All alerts have one answer, such as the error of a call for all. */
export function answerAll(
  alerts: readonly SourceAlert[],
  answer: Result<SourceState, ConnectorError>,
): readonly Result<SourceState, ConnectorError>[] {
  return alerts.map(() => answer);
}

/** A call that only has to go well. */
export function toState(error: ConnectorError | undefined): Result<SourceState, ConnectorError> {
  return error === undefined ? succeed({ until: null }) : fail(error);
}

/** The alert has sent no message since its connector keeps what a call needs; the next one brings it. */
export function lacksHandle(missing: string): Result<never, ConnectorError> {
  const detail = `The last message of the alert told no ${missing}, without which the tool cannot be told anything about it.`;
  return fail({ kind: "rejected", detail });
}

/** An address below the API's, whether or not an admin ended that with a slash. */
export function joinUrl(base: string, path: string): string {
  return `${trimSlashes(base)}${path}`;
}

/** `Authorization` with user and password. */
export function basicHeader(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
