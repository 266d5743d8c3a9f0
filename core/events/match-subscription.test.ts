import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ClientId } from "../../schemas/ids.ts";
import { matchSubscription } from "./match-subscription.ts";

const acme = "acme" as ClientId;
const other = "other" as ClientId;
const all = { types: ["*"], clients: null, includeInternal: false };
const opened = { type: "interdesk.ticket.opened", clientId: acme, internal: false } as const;
const parked = { type: "interdesk.sync.parked", clientId: null, internal: false } as const;
const said = { type: "interdesk.ticket.commented", clientId: acme, internal: true } as const;

describe("a webhook", () => {
  for (const [title, wants, event, expected] of [
    ["of all types hears a ticket", {}, opened, true],
    ["of tickets hears a ticket", { types: ["interdesk.ticket.*"] }, opened, true],
    ["of alerts hears no ticket", { types: ["interdesk.alert.*"] }, opened, false],
    ["of alerts and tickets hears a ticket", { types: ["interdesk.alert.*", "interdesk.ticket.opened"] }, opened, true],
    ["of a client hears of it", { clients: [acme] }, opened, true],
    ["of another client does not", { clients: [other] }, opened, false],
    ["of no client hears nothing", { clients: [] }, opened, false],
    ["of all clients hears of what is no client's", {}, parked, true],
    ["of a client does not", { clients: [acme] }, parked, false],
    ["hears no internal comment", {}, said, false],
    ["hears one when it asked for them", { includeInternal: true }, said, true],
    ["hears one of another client never", { includeInternal: true, clients: [other] }, said, false],
  ] as const)
    it(title, () => {
      const clients = "clients" in wants ? wants.clients : null;
      assert.equal(matchSubscription({ ...all, ...wants, clients }, event), expected);
    });
});
