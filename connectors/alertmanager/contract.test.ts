import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { listPosted, readRecordings, readRequest } from "../../test/contract/monitor-recordings.ts";
import { signByBearer, signByPassword } from "../../test/contract/monitor-signatures.ts";
import { alertmanager } from "./index.ts";

const folder = new URL("./recordings/", import.meta.url);

/** Requests of a real Alertmanager: one event for each alert. */
const expected = listPosted(folder).map((name) => {
  const { alerts } = JSON.parse(readRequest(folder, `${name}.json`).body) as {
    alerts: { status: string; fingerprint: string }[];
  };
  const events = alerts.map(
    ({ fingerprint, status }) => [fingerprint, status === "firing" ? "firing" : "clear"] as const,
  );
  return [name, events] as const;
});

describeMonitorContract({
  connector: alertmanager,
  recordings: readRecordings(folder, Object.fromEntries(expected)),
  signatures: [signByBearer(), signByPassword()],
});
