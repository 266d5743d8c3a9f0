import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { nableNsight } from "./index.ts";

const disk = "301/server/501/9001";

describeMonitorContract({
  connector: nableNsight,
  settings: { server: "https://www.systemmonitor.example" },
  secrets: { apiKey: "0123456789abcdef" },
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-poll-one-failing-check": [[disk, "firing"]],
    "02-poll-empty-after-recovery": /No check fails/,
    "03-poll-two-clients": [
      [disk, "firing"],
      ["301/workstation/611/offline", "firing"],
      ["302/server/502/9002", "firing"],
    ],
  }),
  // Nobody delivers: it is asked.
  signatures: [],
});
