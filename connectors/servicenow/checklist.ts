import { type ConnectorError, fail, type Result, unreachable } from "../contract.ts";
import type { Settings } from "./manifest.ts";

/** The connection lacks what its way of signing in needs. */
export function missing(what: string): Result<never, ConnectorError> {
  return fail({ kind: "unauthorized", detail: `The connection has no ${what}; please enter it.` });
}

/** What a person should look at after a 401: the vendor gives the same answer for every cause. */
export function checklist(auth: Settings["auth"]): string {
  switch (auth) {
    case "clientCredentials":
      return "ServiceNow refused the client. It never says why; please check: client ID and secret; the property glide.oauth.inbound.client.credential.grant_type.enabled is true; the application registry is active and names an OAuth Application User; that user is active, not locked out, and Password needs reset is off; the scope is allowed.";
    case "basic":
      return "ServiceNow refused user name or password. If they work in a browser, the instance restricts basic authentication: set Web service access only on the user, or give it the role snc_basic_auth_api_access itself; better, use client credentials. Also check that the user is active, not locked out, without MFA, and Password needs reset is off.";
    case "apiKey":
      return "ServiceNow refused the API key. Please check that it has not expired, that its user is active, and that a REST API access policy with the API key profile exists for this very API and version: Table, Attachment and Aggregate each need one.";
    default:
      return unreachable(auth);
  }
}
