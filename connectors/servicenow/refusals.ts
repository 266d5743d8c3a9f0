import type { ConnectorError } from "../contract.ts";

export interface Refusal {
  pattern: RegExp;
  /** @param detail what may be told; @param text the vendor's own words, to look into */
  judge: (detail: string, text: string) => ConnectorError;
}

/** Where a rate rule's own waiting time was lost on the way. */
const rateWaitMs = 60_000;

/** Columns by the labels with which data policies name them; English and by default. */
const labelled: Readonly<Record<string, string>> = {
  "resolution code": "close_code",
  "resolution notes": "close_notes",
  "close code": "close_code",
  "close notes": "close_notes",
  caller: "caller_id",
  "assignment group": "assignment_group",
  "assigned to": "assigned_to",
  "short description": "short_description",
  "on hold reason": "hold_reason",
  category: "category",
  subcategory: "subcategory",
  company: "company",
  state: "state",
};

/**
 * Texts come first: proxies rewrite statuses, and one status means several things.
 *
 * @see https://www.servicenow.com/docs/ r_RESTAPIHTTPResponseCodes
 */
export const refusals: readonly Refusal[] = [
  {
    pattern: /User Not Authenticated|User is not authenticated|Required to provide Auth information/i,
    judge: () => ({ kind: "unauthorized", detail: "ServiceNow did not accept the sign-in (401)." }),
  },
  {
    pattern: /Rate limit exceeded|Rate limit of \d+/i,
    judge: (detail) => ({ kind: "rateLimited", retryAfterMs: rateWaitMs, detail }),
  },
  {
    pattern: /Failed API level ACL Validation|User Not Authorized/i,
    judge: (detail) => ({
      kind: "unauthorized",
      detail: `The API user may not use this REST API: it needs the role snc_platform_rest_api_access (part of itil) or, with an API key, an access policy for this very API. ServiceNow said: ${detail}`,
    }),
  },
  {
    pattern: /Insufficient rights to query records/i,
    judge: () => ({ kind: "forbidden", detail: "The API user has no right to read this table (403)." }),
  },
  {
    pattern: /Data Policy Exception/i,
    judge: (detail, text) => reject(`A data policy of the instance wants more: ${detail}`, fieldOf(text)),
  },
  {
    pattern: /aborted by Business Rule/i,
    judge: (detail, text) => {
      const rule = /Business Rule '([^'^]+)/i.exec(text)?.[1];
      return reject(rule ? `The instance's business rule "${rule}" refused the change.` : detail);
    },
  },
  {
    pattern: /ACL Exception|due to security constraints/i,
    judge: (detail) => reject(`The API user has no right to change this record: ${detail}`),
  },
  { pattern: /Error during insert/i, judge: (detail) => reject(detail) },
  { pattern: /Rejected large REST payload/i, judge: (detail) => reject(detail) },
  {
    pattern: /Invalid table/i,
    judge: (detail) => reject(`The instance has no such table: ${detail}`, "table"),
  },
  {
    pattern: /Requested URI does not represent any resource/i,
    judge: () =>
      reject("The instance does not know this address of its API; the plugin that brings it may be missing."),
  },
  {
    pattern: /No Record found|Record doesn't exist|ACL restricts the record retrieval/i,
    judge: () => ({ kind: "gone", detail: "The record does not exist, or the API user may not see it." }),
  },
];

/** @param field the vendor's own name of the column */
export function reject(detail: string, field?: string): ConnectorError {
  return field === undefined ? { kind: "rejected", detail } : { kind: "rejected", field, detail };
}

/** The first column that a data policy names by its label. */
function fieldOf(text: string): string | undefined {
  const labels = /mandatory:\s*([^"]+)/i.exec(text)?.[1] ?? missingOf(text);
  const [first] = (labels ?? "").split(",");
  return labelled[(first ?? "").trim().toLowerCase()];
}

/** What `Exception: Short description is mandatory` names; in two steps, so that a text is gone through but once. */
function missingOf(text: string): string | undefined {
  for (const [, said = ""] of text.matchAll(/Exception:(.*)/gi)) {
    const at = said.search(/\sis mandatory/i);
    if (at !== -1) return said.slice(0, at);
  }
  return undefined;
}
