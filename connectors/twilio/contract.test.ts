import { describePagerContract } from "../../test/contract/pager-contract.ts";
import { twilio } from "./index.ts";
import { startTwilioSimulator } from "./simulator/index.ts";

describePagerContract({
  connector: twilio,
  start: startTwilioSimulator,
  addresses: {
    voice: { good: ["+4930123456"], bad: ["030123456", "+49 30 123456", "tel:+4930123456"] },
    sms: { good: ["+491701234567"], bad: ["01701234567", "+49170123456a", "+491701234567,+491701234568"] },
  },
  answers: ["acknowledge", "pass"],
  signedBy: "authToken",
});
