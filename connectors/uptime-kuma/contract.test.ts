import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { uptimeKuma } from "./index.ts";

describeMonitorContract({
  connector: uptimeKuma,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-down": [["12", "firing"]],
    "02-down-resend": [["12", "firing"]],
    "03-up": [["12", "clear"]],
    "04-test": [["expiry/[Shop website][https://shop.example.net] Server certificate shop.example.net", "firing"]],
    "05-form-data": [["12", "firing"]],
  }),
  signatures: [signByBearer("token"), signByHeader("x-interdesk-token")],
});
