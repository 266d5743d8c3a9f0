import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer } from "../../test/contract/monitor-signatures.ts";
import { icinga2 } from "./index.ts";

const disk = "web-01.example.net!disk /var";
const http = "web-01.example.net!http";

describeMonitorContract({
  connector: icinga2,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-service-warning": [[disk, "firing"]],
    "02-service-escalates-to-critical": [[disk, "firing"]],
    "03-service-repeat": [[disk, "firing"]],
    "04-acknowledgement": [[disk, "firing"]],
    "05-service-recovery": [[disk, "clear"]],
    "06-hard-state-after-three-checks": [[http, "firing"]],
    "07-recovery-after-hard": [[http, "clear"]],
    "08-service-unknown": [[http, "firing"]],
    "09-service-unknown-recovery": [[http, "clear"]],
    "10-host-down": [["web-01.example.net", "firing"]],
    "11-host-up": [["web-01.example.net", "clear"]],
    "12-downtime-start": /downtime began.*psa-sync.*T20261123\.0050/,
    "13-problem-at-downtime-end": [[disk, "firing"]],
    "14-recovery-after-downtime": [[disk, "clear"]],
    "15-downtime-end-late": [[disk, "clear"]],
    "16-custom": /by hand.*ops.*Please look/,
    "22-parent-host-down": [["sw-01.example.net", "firing"]],
    "23-parent-host-up": [["sw-01.example.net", "clear"]],
    "24-ack-expiring-warning": [[disk, "firing"]],
    "25-non-sticky-ack-cleared-by-critical": [[disk, "firing"]],
    "26-recovery": [[disk, "clear"]],
    "29-recovery-forced-by-api": [[disk, "clear"]],
    "50-own-script-warning": [[disk, "firing"]],
    "51-own-script-critical": [[disk, "firing"]],
    "52-own-script-recovery": [[disk, "clear"]],
  }),
  signatures: [signByBearer()],
});
