import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { email } from "./index.ts";

const disk = "nagios@mon-01.example.net service alert: web-01/disk /var is";
const shop = "alert@uptime.example.net shop website café";

describeMonitorContract({
  connector: email,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-nagios-problem": [[disk, "firing"]],
    "02-nagios-repeat": [[disk, "firing"]],
    "03-nagios-recovery": [[disk, "clear"]],
    "04-monitor-down": [[shop, "firing"]],
    "05-monitor-up": [[shop, "clear"]],
    "06-backup-failed": [["backup@srv-02.example.net nightly backup (3 objects) 1", "firing"]],
    "07-absence-note": /made automatically/,
    "08-undeliverable": /could not be delivered/,
  }),
  // Whoever knows the address; what a mail says of its sender anybody can write.
  signatures: [],
  // A mail has no end of its own.
  cutIsWhole: true,
});
