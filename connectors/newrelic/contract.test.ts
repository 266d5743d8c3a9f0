import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader, signByPassword } from "../../test/contract/monitor-signatures.ts";
import { newrelic } from "./index.ts";

const issue = "3f1d6a8e-1111-4222-8333-444455556666";

describeMonitorContract({
  connector: newrelic,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-activated": [[issue, "firing"]],
    "02-created": [[issue, "firing"]],
    "03-incident-added": [[issue, "firing"]],
    "04-priority-changed": [[issue, "firing"]],
    "05-closed": [[issue, "clear"]],
    "06-closed-inactive": /3f1d6a8e.*nothing was heard.*no recovery/,
  }),
  signatures: [signByBearer("token"), signByHeader("x-interdesk-token"), signByPassword()],
});
