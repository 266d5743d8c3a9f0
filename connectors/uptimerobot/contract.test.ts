import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { uptimerobot } from "./index.ts";

describeMonitorContract({
  connector: uptimerobot,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-down": [["790000123", "firing"]],
    "02-up": [["790000123", "clear"]],
    "03-ssl-expiry": [["790000123:expiry", "firing"]],
  }),
  // It can send none but the address.
  signatures: [],
});
