import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { newrelic } from "./index.ts";
import { startNewRelicSimulator, wrongKey } from "./simulator/index.ts";

describeSourceContract({
  connector: newrelic,
  start: startNewRelicSimulator,
  recordings: {
    folder: new URL("./recordings/", import.meta.url),
    names: ["01-activated"],
    twin: ["3f1d6a8e-1111", "4a2e7b9f-2222"],
  },
  settings: { accountId: "1" },
  calls: ["acknowledge", "unacknowledge", "resolve"],
  lists: false,
  unknown: "gone",
  unauthorized: wrongKey,
});
