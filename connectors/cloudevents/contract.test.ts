import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { cloudevents } from "./index.ts";

const key = "web-01/cpu";

describeMonitorContract({
  connector: cloudevents,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-structured-firing": [[key, "firing"]],
    "02-structured-resolved": [[key, "clear"]],
    "03-binary-firing": [[key, "firing"]],
    "04-binary-resolved": [[key, "clear"]],
    "05-binary-text-nonascii-header": [["hosts/café-01", "firing"]],
    "06-structured-data-base64": [["hosts/web-01.example.net", "firing"]],
    "07-batch": [
      [key, "firing"],
      [key, "clear"],
    ],
    "08-binary-emitter-chunked": [[key, "firing"]],
  }),
  signatures: [signByBearer("token"), signByHeader("x-interdesk-token")],
});
