import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer } from "../../test/contract/monitor-signatures.ts";
import { checkmk } from "./index.ts";

const service = "main/web-01.example.net/Filesystem /var";

describeMonitorContract({
  connector: checkmk,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-service-problem": [[service, "firing"]],
    "02-service-repeat": [[service, "firing"]],
    "03-service-acknowledged": [[service, "firing"]],
    "04-service-recovery": [[service, "clear"]],
    "05-host-down": [["main/web-01.example.net", "firing"]],
    "06-host-up": [["main/web-01.example.net", "clear"]],
  }),
  signatures: [signByBearer()],
});
