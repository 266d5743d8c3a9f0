import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { connectwiseAutomate } from "./index.ts";

const key = "4711/DRV - C: free space/C:";

describeMonitorContract({
  connector: connectwiseAutomate,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-failed": [[key, "firing"]],
    "02-success": [[key, "clear"]],
  }),
  signatures: [signByHeader("x-interdesk-token"), signByBearer("token")],
});
