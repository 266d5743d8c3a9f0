import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DutyPlan } from "../../schemas/escalation.ts";
import { buildTicket } from "../sla/test-ticket.ts";
import { listTells } from "./list-tells.ts";

function list(assignments: readonly object[], shares = [50, 75, 100]) {
  const plan = DutyPlan.parse({
    people: [{ id: "ann", name: "Ann", timeZone: "UTC" }],
    teams: [{ id: "leads", name: "Leads", members: ["ann"] }],
    escalations: [
      { name: "soon", steps: [{ notify: [{ team: "leads" }] }, { notify: [{ managers: true }] }] },
      {
        name: "late",
        steps: [{ notify: [{ person: "ann" }, { connection: "chat", channel: "teams", address: "#noc" }] }],
      },
    ],
    assignments,
  });
  const ticket = buildTicket({ priority: 2 });
  return listTells(plan, ticket, "Acme Dental", { target: "resolution", round: 1, shares }).map(
    ({ share, policy, names }) => `${share}: ${policy} tells ${names.join(", ")}`,
  );
}
const at = (share: number) => ({ target: "resolution", share });

describe("who is told when a target is used up bit by bit", () => {
  it("is nobody of what begins with the opening", () => assert.deepEqual(list([{ policy: "soon" }]), []));
  it("is told once, at the share at which it begins", () =>
    assert.deepEqual(list([{ policy: "soon", at: at(75) }]), ["75: soon tells Leads"]));
  it("is told at the next share that is warned of, where its own is not", () =>
    assert.deepEqual(list([{ policy: "soon", at: at(60) }]), ["75: soon tells Leads"]));
  it("are people and places by name", () =>
    assert.deepEqual(list([{ policy: "late", at: at(100) }]), ["100: late tells Ann, #noc"]));
  it("is nobody of another target", () =>
    assert.deepEqual(list([{ policy: "soon", at: { target: "response", share: 50 } }]), []));
});
