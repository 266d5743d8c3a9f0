import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByHeader } from "../../test/contract/monitor-signatures.ts";
import { findings } from "./index.ts";

const portal = "https://git.example/acme/portal|CodeScan";
const image = "registry.example/acme/portal:1.4";

describeMonitorContract({
  connector: findings,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-sarif": [
      [`${portal}|js/sql-injection|src/orders.js#39fa2ee980eb94b0:1`, "firing"],
      [`${portal}|js/unused|src/cart.js:7`, "firing"],
    ],
    "02-sarif-fixed": [[`${portal}|js/sql-injection|src/orders.js#39fa2ee980eb94b0:1`, "firing"]],
    "03-sarif-clean": /nothing of severity low or worse/,
    "04-sarif-nameless": { problem: /does not say what was scanned/ },
    "05-trivy-image": [
      [`${image}|trivy|CVE-2024-5535|${image} (debian 12.7)/libssl3`, "firing"],
      [`${image}|trivy|CVE-2023-31484|${image} (debian 12.7)/perl-base`, "firing"],
      [`${image}|trivy|DS002|Dockerfile`, "firing"],
      [`${image}|trivy|aws-access-key-id|/app/.env:3`, "firing"],
    ],
    "06-nessus": [["10.0.0.20|nessus|156014|tcp/8080", "firing"]],
    "07-openvas": [
      ["10.0.0.30|openvas|1.3.6.1.4.1.25623.1.0.108031|tcp/443", "firing"],
      ["10.0.0.31|openvas|1.3.6.1.4.1.25623.1.0.80091|/", "firing"],
    ],
    "08-json": [
      ["fw-1|table|open-telnet|tcp/23", "firing"],
      ["fw-2|table|77|", "firing"],
    ],
    "09-csv": [["fw-1|table|open-telnet|tcp/23", "firing"]],
    "10-partial": [["fw-1|table|weak-tls|", "firing"]],
    "11-named": [["portal – test|CodeScan|js/unused|a.js:1", "firing"]],
  }),
  signatures: [signByBearer("token"), signByHeader("x-interdesk-token")],
});
