import { describeSourceContract } from "../../test/contract/source-contract.ts";
import { ninjaone } from "./index.ts";
import { startNinjaSimulator } from "./simulator/index.ts";

describeSourceContract({
  connector: ninjaone,
  start: startNinjaSimulator,
  recordings: {
    folder: new URL("./recordings/", import.meta.url),
    names: ["01-condition-triggered"],
    twin: ["c41f7a90", "d52a8b01"],
  },
  calls: ["resolve"],
  lists: false,
  unknown: "gone",
});
