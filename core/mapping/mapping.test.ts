import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeskDiscovery } from "../ports/desk.ts";
import { checkMaps } from "./check-maps.ts";
import { meaningOf } from "./meanings.ts";
import { suggestClients } from "./suggest-clients.ts";
import { proposeMaps } from "./propose-maps.ts";

const choice = (value: string, label: string, active = true) => ({ value, label, active });
const discovery: DeskDiscovery = {
  clients: [],
  choices: {
    status: [
      choice("1", "New"),
      choice("2", "In Progress"),
      choice("3", "On Hold"),
      choice("4", "With User"),
      choice("6", "Resolved"),
      choice("7", "Closed"),
      choice("8", "Canceled"),
      choice("99", "Zebra"),
      choice("98", "Old one", false),
    ],
    priority: [
      choice("1", "1 - Critical"),
      choice("2", "2 - High"),
      choice("3", "3 - Moderate"),
      choice("4", "4 - Low"),
    ],
  },
};

describe("what names mean", () => {
  const cases: readonly [string, string | undefined][] = [
    ["New", "new"],
    ["Waiting Customer", "pending"],
    ["Awaiting Caller", "pending"],
    ["Waiting Vendor", "held"],
    ["Waiting Materials", "held"],
    ["On Hold", "held"],
    ["Customer Note Added", "inProgress"],
    ["Complete", "closed"],
    ["Resolved", "resolved"],
    ["Canceled", "cancelled"],
    ["Re-opened", "inProgress"],
    ["In Bearbeitung", "inProgress"],
    ["Zebra", undefined],
  ];
  for (const [label, meaning] of cases)
    it(`${label}: ${meaning}`, () => assert.equal(meaningOf("status", label), meaning));
});

describe("tables proposed from a desk's lists", () => {
  const proposed = proposeMaps(discovery, ["status", "priority"], {});
  it("goes by the names, and by the nearest where there is none", () => {
    assert.deepEqual(proposed.status?.out, {
      new: "1",
      acknowledged: "2",
      inProgress: "2",
      pending: "4",
      held: "3",
      resolved: "6",
      closed: "7",
      cancelled: "8",
    });
    assert.deepEqual(proposed.priority?.out, { "1": "1", "2": "2", "3": "3", "4": "4", "5": "4" });
  });
  it("leaves what no name tells to a person, and an unused value alone", () => {
    assert.equal(proposed.status?.in["99"], undefined);
    assert.equal(proposed.status?.in["98"], "ignore");
    assert.deepEqual(
      checkMaps(proposed, discovery, ["status", "priority"]).map(({ path }) => path),
      ["status.in.99"],
    );
  });
  it("keeps what an admin has said", () => {
    const kept = proposeMaps(discovery, ["status"], { status: { in: { "99": "held" }, out: { held: "99" } } });
    assert.equal(kept.status?.in["99"], "held");
    assert.equal(kept.status?.out.held, "99");
    assert.deepEqual(checkMaps(kept, discovery, ["status"]), []);
  });
  it("names targets that do not exist or are no longer used", () => {
    const wrong = {
      ...proposed,
      status: {
        in: { ...proposed.status?.in, "99": "ignore" as const },
        out: { ...proposed.status?.out, held: "55", new: "98" },
      },
    };
    assert.deepEqual(
      checkMaps(wrong, discovery, ["status"]).map(({ path }) => path),
      ["status.out.new", "status.out.held"],
    );
  });
});

describe("suggested clients", () => {
  const clients = ["Acme Dental Ltd", "Acme Bakery", "Müller & Söhne GmbH", "Harbor Foods"];
  const cases: readonly [string, string, readonly string[]][] = [
    ["legal forms do not count", "ACME Dental, Inc.", ["Acme Dental Ltd"]],
    ["letters with marks are the letters", "Muller Sohne", ["Müller & Söhne GmbH"]],
    ["half of the words is enough, the best is first", "Acme", ["Acme Bakery", "Acme Dental Ltd"]],
    ["nothing in common is no suggestion", "Contoso", []],
    ["a word among many is no suggestion", "Harbor Marina Boats and Yachts", []],
  ];
  for (const [sentence, theirs, expected] of cases)
    it(sentence, () => assert.deepEqual(suggestClients(theirs, clients), expected));
});
