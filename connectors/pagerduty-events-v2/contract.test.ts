import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import type { MonitorSignature } from "../../test/contract/monitor-world.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { pagerdutyEventsV2 } from "./index.ts";

const group = "6a67dee06f3b7595b551dc1ca76673e1d4c26234cfbabfed8c321782c6262182";
const recorded = "0123456789abcdef0123456789abcdef";

const routingKey: MonitorSignature = {
  name: "routing key in the body",
  secrets: { routingKey: "r0ut1ngK3yOf32CharactersAltogeth" },
  sign: () => ({}),
  fill: (body, secrets) =>
    secrets === undefined
      ? body.replace(`"routing_key":"${recorded}",`, "")
      : body.replace(recorded, secrets["routingKey"] ?? ""),
};

describeMonitorContract({
  connector: pagerdutyEventsV2,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-alertmanager-trigger": [[group, "firing"]],
    "02-alertmanager-resolve": [[group, "clear"]],
    "03-zabbix-trigger": [["27", "firing"]],
    "04-zabbix-acknowledge": [["25", "firing"]],
    "05-zabbix-resolve": [["29", "clear"]],
    "08-zabbix-trigger-answered-wrongly": [["25", "firing"]],
    "09-zabbix-trigger-retry": [["25", "firing"]],
    // Made of the body and of when it came, which the suite keeps still.
    "20-sample-trigger-minimal": [["2fcbbd25af09efc4d70469738217747c", "firing"]],
    "21-sample-resolve-minimal": [["web-01/cpu", "clear"]],
    "22-sample-invalid-severity": { problem: /payload\.severity/ },
  }),
  signatures: [routingKey],
});
