import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { awsCloudwatchSns } from "./index.ts";

const alarm = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:web-01-cpu-high";

describeMonitorContract({
  connector: awsCloudwatchSns,
  settings: { topicArns: ["arn:aws:sns:eu-central-1:123456789012:psa-alarms"] },
  now: new Date("2026-11-23T13:00:10Z"),
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-subscription-confirmation": /psa-alarms was confirmed/,
    "02-alarm": [[alarm, "firing"]],
    "03-ok": [[alarm, "clear"]],
    "04-insufficient-data": [[alarm, "firing"]],
    // Its signature does not fit, which the worker finds out before anything is made of it: see settle.test.ts.
    "05-tampered": [[alarm, "clear"]],
    "06-no-subject": [[alarm, "firing"]],
    "07-unsubscribe-confirmation": /nothing more comes/,
  }),
  // Amazon signs with its certificate, and knows no secret of ours.
  signatures: [],
});
