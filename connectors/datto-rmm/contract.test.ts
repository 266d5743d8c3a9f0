import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { dattoRmm } from "./index.ts";

describeMonitorContract({
  connector: dattoRmm,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-triggered": [["5f8d6c1e-2b77-4c0a-9a0e-1f2e3d4c5b6a", "firing"]],
    "02-triggered-unescaped": [["0c1d2e3f-aaaa-4bbb-8ccc-123456789abc", "firing"]],
    "03-resolved": [["5f8d6c1e-2b77-4c0a-9a0e-1f2e3d4c5b6a", "clear"]],
  }),
  signatures: [signByHeader("x-interdesk-token"), signByBearer("token")],
});
