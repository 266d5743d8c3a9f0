import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { veeam } from "./index.ts";

const key = "Backup job state/Backup Job SRV-DAILY";

describeMonitorContract({
  connector: veeam,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-veeam-one-error": [[key, "firing"]],
    "02-veeam-one-resolved": [[key, "clear"]],
  }),
  signatures: [signByHeader("x-interdesk-token"), signByBearer("token")],
});
