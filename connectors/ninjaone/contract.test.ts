import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { ninjaone } from "./index.ts";

const series = "c41f7a90-1d2e-4f35-9b6a-0aa1bb2cc3d4";

describeMonitorContract({
  connector: ninjaone,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-condition-triggered": [[series, "firing"]],
    "02-condition-reset": [[series, "clear"]],
    "03-condition-triggered-minimal": [[series, "firing"]],
    "04-unrelated-activity": /ACTIONSET START_REQUESTED/,
  }),
  signatures: [signByHeader("x-interdesk-token"), signByBearer("token")],
});
