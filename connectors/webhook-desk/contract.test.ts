import { describe } from "node:test";
import { describeConnectorContract } from "../../test/contract/connector-contract.ts";
import { startExchangePeer, startTellingPeer } from "../../test/contract/exchange-peer/index.ts";
import { webhookDesk } from "./index.ts";

/** Both sides speak the same words. */
const editable = {
  status: { label: "inProgress", value: "inProgress" },
  priority: { label: "2", value: 2 },
  assignee: "bob.ruiz@northwind.example",
} as const;

const customField = "costCentre";

describe("with a read address", () => {
  describeConnectorContract({ connector: webhookDesk, start: startExchangePeer, editable, customField });
});

describe("by messages alone", () => {
  describeConnectorContract({
    connector: webhookDesk,
    start: startTellingPeer,
    editable,
    customField,
    readsFrom: "messages",
  });
});
