import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { nableNcentral } from "./index.ts";

const key = "Acme Dental > HQ|WEB-01|Disk|C:";

describeMonitorContract({
  connector: nableNcentral,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-failed": [[key, "firing"]],
    "02-warning": [[key, "firing"]],
    "03-normal": [[key, "clear"]],
    "04-acknowledged": [[key, "firing"]],
  }),
  signatures: [],
});
