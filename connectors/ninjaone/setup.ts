import type { SetupText } from "../contract.ts";
import type { Secrets } from "./manifest.ts";

export function buildSetup({
  secrets: { token },
  hookUrl,
}: {
  secrets: Secrets;
  hookUrl: string;
}): readonly SetupText[] {
  const body = {
    url: hookUrl,
    activities: { CONDITION: ["*"] },
    // Without these, messages name devices and organisations by their numbers.
    expand: ["device", "organization", "location"],
    ...(token === undefined ? {} : { headers: [{ name: "X-Interdesk-Token", value: token }] }),
  };
  const place = {
    en: "PUT /v2/webhook of NinjaOne's API, with a token of the scope management",
    de: "PUT /v2/webhook der API von NinjaOne, mit einem Token des Scopes management",
  };
  return [{ title: { en: "Webhook", de: "Webhook" }, place, text: JSON.stringify(body, null, 2) }];
}
