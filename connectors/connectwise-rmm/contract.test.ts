import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { connectwiseRmm } from "./index.ts";

describeMonitorContract({
  connector: connectwiseRmm,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-created": [["a1b2c3d4-0000-4000-8000-000000000001", "firing"]],
    "02-closed": [["a1b2c3d4-0000-4000-8000-000000000001", "clear"]],
  }),
  signatures: [signByHeader("x-interdesk-token"), signByBearer("token")],
});
