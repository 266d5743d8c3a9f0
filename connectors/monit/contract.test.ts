import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByPassword } from "../../test/contract/monitor-signatures.ts";
import { monit } from "./index.ts";

const id = "f41b35cb05eea6d39c01980b7a12f683";
const status = "web-01.example.net/nightly-backup/Status";
const connection = "web-01.example.net/shop-website/Connection";
const password = { ...signByPassword(), secrets: { basicUser: "monitoring", basicPassword: "aPasswordOfItsOwn1" } };

describeMonitorContract({
  connector: monit,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-program-failed": [[status, "firing"]],
    "02-program-failed-repeat": [[status, "firing"]],
    "03-program-recovered": [[status, "clear"]],
    "04-connection-failed": [[connection, "firing"]],
    "05-connection-recovered": [[connection, "clear"]],
    "06-flap-1-failed": [[status, "firing"]],
    "07-flap-1-ok": [[status, "clear"]],
    "08-flap-2-failed": [[status, "firing"]],
    "09-flap-2-ok": [[status, "clear"]],
    "10-flap-3-failed": [[status, "firing"]],
    "11-flap-3-ok": [[status, "clear"]],
    "12-mmonit-started": /Monit 5\.33\.0 started/,
    "13-mmonit-status-only": /no event/,
    "14-mmonit-program-failed": [[`${id}/nightly-backup/2097152`, "firing"]],
    "15-mmonit-program-recovered": [[`${id}/nightly-backup/2097152`, "clear"]],
    "16-mmonit-connection-failed": [[`${id}/shop-website/32`, "firing"]],
    "17-mmonit-connection-recovered": [[`${id}/shop-website/32`, "clear"]],
  }),
  signatures: [password, signByBearer()],
});
