import { z } from "zod";
import { fail, type ConnectorError, type Result, succeed } from "../contract.ts";
import type { VendorResponse } from "../http.ts";
import { type Complaint, isPage, passing, readComplaint, toComplaint } from "./complaint.ts";

const mostDetail = 500;
/** A ticket number was given out twice. @see https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors 2601, 2627 */
const doubleKey = /\((?:2627|2601)\)/;

export interface Judging {
  redact(text: string): string;
  /** The call changes nothing there. */
  safe: boolean;
}

/** A good answer, or what a bad one means; a body in any of the vendor's shapes is told in plain words. */
export function judge(response: VendorResponse, judging: Judging): Result<VendorResponse, ConnectorError> {
  if (response.status >= 200 && response.status < 300) return succeed(response);
  if (response.status >= 300 && response.status < 400)
    return fail({
      kind: "unreadable",
      path: "",
      detail: `Halo sent us to another address (${response.status}). Please check the address of the connection.`,
    });
  const complaint = readComplaint(response);
  const detail = judging.redact(complaint.words).slice(0, mostDetail).toWellFormed();
  switch (response.status) {
    case 401:
      return fail({ kind: "unauthorized", detail: detail || "Halo refused the token (401)." });
    case 403:
      return fail({
        kind: isPage(response) ? "unauthorized" : "forbidden",
        detail: `The API agent or the scope of the application does not allow this (403). ${detail}`.trim(),
      });
    case 404:
      return isPage(response)
        ? fail({ kind: "unreadable", path: "", detail: "There is no Halo API at this address (404 with a web page)." })
        : fail({ kind: "gone", detail: "Halo does not have the record, or does not show it to the API agent (404)." });
    case 415:
      return fail({ kind: "rejected", detail: "Halo did not take the content type (415)." });
    default:
      return fail(judgeRest(response, complaint, detail, judging.safe));
  }
}

function judgeRest(response: VendorResponse, complaint: Complaint, detail: string, safe: boolean): ConnectorError {
  const said = detail || `Halo answered ${response.status} without saying why.`;
  // Something was begun there; whether it was undone is not told.
  const perhaps: ConnectorError = safe
    ? { kind: "unavailable", detail: said }
    : { kind: "unknownOutcome", detail: said };
  if (response.status >= 500) return perhaps;
  if (complaint.exception && (passing.test(complaint.raw) || doubleKey.test(complaint.raw))) return perhaps;
  if (response.status === 408) return perhaps;
  if (isPage(response)) return { kind: "unreadable", path: "", detail: `A web page came instead of data. ${said}` };
  return complaint.field === undefined
    ? { kind: "rejected", detail: said }
    : { kind: "rejected", field: complaint.field, detail: said };
}

/** A refusal inside of a good answer; a mere warning is none, since what came of it is read back. */
const Soft = z.object({
  id: z.union([z.number(), z.string()]).nullish(),
  _warning: z.string().nullish(),
  _warning_is_error: z.union([z.boolean(), z.string()]).nullish(),
  report: z.object({ load_error: z.string().nullish() }).nullish(),
});

/** @returns the refusal in an answer of status 2xx; undefined = there is none */
export function findSoftError(body: unknown, redact: (text: string) => string): ConnectorError | undefined {
  const soft = Soft.safeParse(body);
  if (!soft.success) return undefined;
  const { _warning: warning, _warning_is_error: hard, report, id } = soft.data;
  const isHard = hard === true || (typeof hard === "string" && hard !== "" && hard !== "false");
  const words = report?.load_error ?? (warning && (isHard || id === undefined || id === null) ? warning : undefined);
  if (!words) return undefined;
  return { kind: "rejected", detail: redact(toComplaint(words).words).slice(0, mostDetail) };
}
