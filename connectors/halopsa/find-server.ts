import { type ConnectorError, type ConnectorWorld, fail, type Result, succeed } from "../contract.ts";
import { parseWith, trimSlashes } from "../http.ts";
import { isTrusted, toServer, toSite } from "./address.ts";
import { AuthInfo } from "./api-types.ts";
import { judge } from "./errors.ts";
import type { Secrets, Settings } from "./manifest.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export interface SignInServer {
  /** Without a slash at the end. */
  url: string;
  tenant: string | null;
}
/** The server for signing in, as the instance itself names it or as an admin entered it. */
export async function findServer(world: ConnectorWorld<Settings, Secrets>): Answer<SignInServer> {
  const { settings } = world;
  const site = toSite(settings.baseUrl);
  if (settings.authUrl !== undefined)
    return succeed({ url: toServer(settings.authUrl), tenant: settings.tenant ?? null });
  const url = `${site}/api/authinfo`;
  const answer = await world.http.request({ method: "GET", url, buckets: [{ name: "token", slots: 1 }], safe: true });
  if (!answer.ok) return answer;
  const judged = judge(answer.value, { redact: world.http.redact, safe: true });
  if (!judged.ok) return fail(tellNoServer(judged.error));
  const info = parseWith(AuthInfo, judged.value);
  if (!info.ok) return fail(tellNoServer(info.error));
  const named = trimSlashes(info.value.auth_url);
  if (!isTrusted(named, site))
    return fail({
      kind: "blocked",
      detail:
        "Halo named a server for signing in that is neither the customer's nor Halo's own; the secret was not sent there. If it is right, enter it as Authorisation server.",
    });
  return succeed({ url: named, tenant: settings.tenant ?? info.value.tenant_id });
}

/** A wrong address answers in many ways; none of them is about rights. */
function tellNoServer(error: ConnectorError): ConnectorError {
  const kinds: readonly ConnectorError["kind"][] = ["gone", "unreadable", "unauthorized", "forbidden"];
  if (!kinds.includes(error.kind)) return error;
  return {
    kind: "unreadable",
    path: "authinfo",
    detail: `This address does not answer as a Halo does: ${error.detail} Enter the Resource Server that Configuration › Integrations › Halo API shows; if it is right, enter the Authorisation server too.`,
  };
}
