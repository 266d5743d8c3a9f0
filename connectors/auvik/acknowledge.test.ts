import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { auvik } from "./index.ts";
import { startAuvikSimulator } from "./simulator/index.ts";

describeSourceContract({
  connector: auvik,
  start: startAuvikSimulator,
  recordings: {
    folder: new URL("./recordings/", import.meta.url),
    names: ["01-triggered"],
    twin: ["MTIzNDU", "NjU0MzI"],
  },
  calls: ["resolve"],
  lists: false,
  unknown: "gone",
});
