import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByPassword } from "../../test/contract/monitor-signatures.ts";
import { googleCloudMonitoring } from "./index.ts";

describeMonitorContract({
  connector: googleCloudMonitoring,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-open": [["0.nq7acmedemo1p", "firing"]],
    "02-closed": [["0.nq7acmedemo1p", "clear"]],
    "03-no-severity": [["0.nq7acmedemo1q", "firing"]],
    "04-test-notification": /test message/,
  }),
  signatures: [signByPassword()],
});
