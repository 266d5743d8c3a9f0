import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { pingdom } from "./index.ts";

describeMonitorContract({
  connector: pingdom,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-down": [["12345", "firing"]],
    "02-up": [["12345", "clear"]],
    "03-transaction-failing": [["12345", "firing"]],
  }),
  // It can send none but the address.
  signatures: [],
});
