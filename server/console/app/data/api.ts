import { createApiClient } from "../../../api/client.ts";
import { sendOnce } from "./send-once.ts";
import { readTenant } from "./tenant.ts";

const language = () => ({ "accept-language": document.documentElement.lang });

/** The hub's API, typed by its own routes. A path or value that does not exist does not compile. */
export const api = createApiClient(location.origin, {}, async (input, init) => {
  const headers = new Headers(init?.headers);
  const tenant = readTenant();
  if (tenant) headers.set("interdesk-tenant", encodeURIComponent(tenant));
  for (const [name, value] of Object.entries(language())) headers.set(name, value);
  // Every request that changes something says that it is JSON: the hub asks for it, since no form of another site can.
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  const url = new URL(input instanceof Request ? input.url : input, location.origin);
  return sendOnce(url, { ...init, headers }, (sent) => fetch(input, sent));
});
