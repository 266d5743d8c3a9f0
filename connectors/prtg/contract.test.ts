import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { prtg } from "./index.ts";

describeMonitorContract({
  connector: prtg,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-down": [["2345", "firing"]],
    "02-down-escalation": [["2345", "firing"]],
    "03-up": [["2345", "clear"]],
    "04-warning": [["2345", "firing"]],
    "05-acknowledged": [["2345", "firing"]],
    "06-json-template": [["2346", "firing"]],
    "07-down-ended-now-warning": [["2345", "firing"]],
    "08-down-ended-now-paused": /now: Paused.*neither a problem nor a recovery/,
  }),
  signatures: [],
  cutIsWhole: true,
});
