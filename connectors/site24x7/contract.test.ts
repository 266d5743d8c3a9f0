import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader, signByPassword } from "../../test/contract/monitor-signatures.ts";
import { site24x7 } from "./index.ts";

describeMonitorContract({
  connector: site24x7,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-down": [["309110000000123", "firing"]],
    "02-trouble": [["309110000000123", "firing"]],
    "03-critical": [["309110000000123", "firing"]],
    "04-up": [["309110000000123", "clear"]],
  }),
  signatures: [signByHeader("x-interdesk-token"), signByBearer("token"), signByPassword()],
});
