import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { datadog } from "./index.ts";

const cycle = "1795438800_1234567_host:web-01";

describeMonitorContract({
  connector: datadog,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-triggered": [[cycle, "firing"]],
    "02-renotify": [[cycle, "firing"]],
    "03-warn": [[cycle, "firing"]],
    "04-no-data": [[cycle, "firing"]],
    "05-recovered": [[cycle, "clear"]],
    "06-default-payload": { problem: /alert_transition.*default payload/ },
  }),
  signatures: [signByHeader("x-interdesk-token"), signByBearer("token")],
});
