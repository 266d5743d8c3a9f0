import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer } from "../../test/contract/monitor-signatures.ts";
import { netdata } from "./index.ts";

const key = "web-01.example.net/statsd_demo.queue_gauge/demo_queue_depth";

describeMonitorContract({
  connector: netdata,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-warning": [[key, "firing"]],
    "02-escalated-critical": [[key, "firing"]],
    "03-demoted-warning": [[key, "firing"]],
    "04-clear": [[key, "clear"]],
    "05-flap-1-critical": [[key, "firing"]],
    "06-flap-1-clear": [[key, "clear"]],
    "07-flap-2-critical": [[key, "firing"]],
    "08-flap-2-clear": [[key, "clear"]],
    "09-flap-3-critical": [[key, "firing"]],
    "10-flap-3-clear": [[key, "clear"]],
  }),
  signatures: [signByBearer()],
});
