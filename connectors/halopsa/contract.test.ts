import { describeConnectorContract } from "../../test/contract/connector-contract.ts";
import { halopsa } from "./index.ts";
import { startHaloSimulator } from "./simulator/index.ts";

describeConnectorContract({
  connector: halopsa,
  start: startHaloSimulator,
  customField: "150",
  editable: {
    status: { label: "In Progress", value: "inProgress" },
    priority: { label: "High", value: 2 },
    assignee: "bob.ruiz@northwind.example",
  },
});
