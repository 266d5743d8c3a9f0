import { describeConnectorContract } from "../../test/contract/connector-contract.ts";
import { autotask } from "./index.ts";
import { startAutotaskSimulator } from "./simulator/index.ts";

describeConnectorContract({
  connector: autotask,
  start: startAutotaskSimulator,
  customField: "Rack",
  editable: {
    status: { label: "In Progress", value: "inProgress" },
    priority: { label: "High", value: 2 },
    assignee: "bob.ruiz@northwind.example",
  },
});
