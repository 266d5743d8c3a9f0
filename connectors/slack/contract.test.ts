import { describePagerContract } from "../../test/contract/pager-contract.ts";
import { slack } from "./index.ts";
import { startSlackSimulator } from "./simulator/index.ts";

const addresses = {
  chat: {
    good: ["C0123ABCDEF", "U0123ABCDEF", "#night-shift"],
    bad: ["night-shift", "@j.doe", "c0123abcdef", "C0123 ABCDEF", "#a #b", "https://hooks.slack.com/services/T/B/x"],
  },
};

describePagerContract({
  connector: slack,
  start: startSlackSimulator,
  addresses,
  answers: ["acknowledge", "pass"],
  signedBy: "signingSecret",
});

describePagerContract({
  connector: slack,
  variant: "by an incoming webhook",
  start: startSlackSimulator,
  settings: { mode: "incomingWebhook" },
  addresses,
  answers: [],
  testAsks: false,
});
