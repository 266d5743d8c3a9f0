import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { auvik } from "./index.ts";

const correlation = "ZW50aXR5LTAwMDEsMTIzNDU";

describeMonitorContract({
  connector: auvik,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-triggered": [[correlation, "firing"]],
    "02-cleared": [[correlation, "clear"]],
    "03-correlation-as-string": [[correlation, "firing"]],
  }),
  // It documents none but the address.
  signatures: [],
});
