import { describeConnectorContract } from "../../test/contract/connector-contract.ts";
import { servicenow } from "./index.ts";
import { startServiceNowSimulator } from "./simulator/index.ts";

describeConnectorContract({
  connector: servicenow,
  start: startServiceNowSimulator,
  customField: "u_cost_centre",
  editable: {
    status: { label: "In Progress", value: "inProgress" },
    priority: { label: "2 - High", value: 2 },
    assignee: "bob.ruiz@northwind.example",
  },
});
