import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByPassword } from "../../test/contract/monitor-signatures.ts";
import { azureMonitor } from "./index.ts";

const id = (last: number) =>
  `/subscriptions/00000000-0000-0000-0000-000000000001/providers/microsoft.alertsmanagement/alerts/0b0c0d0e-aaaa-4bbb-8ccc-000000000${last}`;

describeMonitorContract({
  connector: azureMonitor,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-fired-metric": [[id(330), "firing"]],
    "02-resolved-metric": [[id(330), "clear"]],
    "03-fired-activity-log": [[id(331), "firing"]],
    "04-fired-log-search": [[id(332), "firing"]],
  }),
  signatures: [signByPassword()],
});
