import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer } from "../../test/contract/monitor-signatures.ts";
import { nagios } from "./index.ts";

const disk = "web-01.example.net;Disk /var";
const http = "web-01.example.net;HTTP";

describeMonitorContract({
  connector: nagios,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-service-warning": [[disk, "firing"]],
    "02-service-escalates-to-critical": [[disk, "firing"]],
    "03-acknowledgement": [[disk, "firing"]],
    "04-service-recovery": [[disk, "clear"]],
    "05-hard-state-after-three-checks": [[http, "firing"]],
    "06-critical-to-unknown": [[http, "firing"]],
    "07-recovery": [[http, "clear"]],
    "08-host-down": [["web-01.example.net", "firing"]],
    "09-host-up": [["web-01.example.net", "clear"]],
    "10-downtime-start": /downtime began.*psa-sync/,
    // No problem follows it.
    "11-downtime-end-while-critical": [[disk, "firing"]],
    "12-custom": /by hand.*ops/,
    "18-repeat-first": [[disk, "firing"]],
    "19-repeat-second": [[disk, "firing"]],
    "20-repeat-acknowledged": [[disk, "firing"]],
    "21-repeat-recovery": [[disk, "clear"]],
    "50-own-script-critical": [[disk, "firing"]],
    "51-own-script-recovery": [[disk, "clear"]],
  }),
  signatures: [signByBearer()],
});
