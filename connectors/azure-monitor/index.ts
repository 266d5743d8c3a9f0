import { defineMonitor } from "../monitor-kit.ts";
import { openApi, setState } from "./acknowledge.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Azure Monitor through the webhook of an action group, in the common alert schema, and its API. */
export const azureMonitor = defineMonitor({
  manifest,
  verify: [{ kind: "basic", user: "basicUser", password: "basicPassword" }],
  parse: parsePayload,
  connect: (source) => {
    const api = openApi(source);
    return (
      api && {
        acknowledge: (alerts) => setState(api, "Acknowledged", alerts),
        unacknowledge: (alerts) => setState(api, "New", alerts),
        resolve: (alerts) => setState(api, "Closed", alerts),
      }
    );
  },
});
