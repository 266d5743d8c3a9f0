import { describeMonitorContract } from "../../test/contract/monitor-contract.ts";
import { readRecordings } from "../../test/contract/monitor-recordings.ts";
import { signByBearer } from "../../test/contract/monitor-signatures.ts";
import { zabbix } from "./index.ts";

describeMonitorContract({
  connector: zabbix,
  recordings: readRecordings(new URL("./recordings/", import.meta.url), {
    "01-problem-high": [["25", "firing"]],
    "02-escalation-repeat": [["25", "firing"]],
    "03-update-acknowledged": [["25", "firing"]],
    "04-update-comment-only": [["25", "firing"]],
    "05-update-severity-changed": [["25", "firing"]],
    "06-update-unacknowledged": [["25", "firing"]],
    "09-manual-close-update": [["27", "clear"]],
    "10-manual-close-recovery": [["27", "clear"]],
    "11-problem-reopened-as-new-event": [["29", "firing"]],
    "12-recovery": [["29", "clear"]],
    "13-hysteresis-problem": [["33", "firing"]],
    "14-hysteresis-recovery": [["33", "clear"]],
    // One trigger, two problems at once.
    "15-multi-problem-1": [["35", "firing"]],
    "16-multi-problem-2": [["36", "firing"]],
    "17-multi-close-2": [["36", "clear"]],
    "18-multi-close-2-recovery": [["36", "clear"]],
    "19-severity-0-not-classified": [["39", "firing"]],
    "20-severity-1-information": [["40", "firing"]],
    "21-severity-2-warning": [["41", "firing"]],
    "22-severity-3-average": [["42", "firing"]],
    "23-severity-4-high": [["43", "firing"]],
    "24-severity-5-disaster": [["44", "firing"]],
    "25-severity-0-recovery": [["39", "clear"]],
    "26-flap-1-problem": [["51", "firing"]],
    "27-flap-1-recovery": [["51", "clear"]],
    "28-flap-2-problem": [["53", "firing"]],
    "29-flap-2-recovery": [["53", "clear"]],
    "30-flap-3-problem": [["55", "firing"]],
    "31-flap-3-recovery": [["55", "clear"]],
    "32-flap-4-problem": [["57", "firing"]],
    "33-flap-4-recovery": [["57", "clear"]],
    "40-retry-1-answered-500": [["65", "firing"]],
    "41-retry-2-answered-500": [["65", "firing"]],
    "42-retry-3-accepted": [["65", "firing"]],
    "43-retry-recovery": [["65", "clear"]],
    "50-own-script-acknowledged": [["25", "firing"]],
  }),
  signatures: [signByBearer()],
});
