import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withTenant } from "../../server/db/tenant.ts";
import { dutyPlanText, type Made, tell, useDutyWorld } from "../support/duty-world.ts";

const { intake, api, who, shifts } = useDutyWorld();
const savePlan = () => api().post("/on-call", { text: dutyPlanText });

describe("an override", () => {
  before(savePlan);

  it("puts somebody else on duty, is told, and is undone; the audit has both", async () => {
    const night = { schedule: "night", from: "2026-03-11T18:00", to: "2026-03-12T09:00" };
    const made = (await api().post("/on-call/overrides", {
      ...night,
      person: "anna",
      instead: "ben",
      note: "Dentist",
    })) as Made;
    assert.deepEqual(
      made.parts.map(({ effect }) => effect.map(tell)),
      [["2026-03-11T17:00 2026-03-12T08:00 anna"]],
    );
    const [told] = (await who({ at: "2026-03-11T20:00", schedule: "night" })).schedules;
    assert.deepEqual(
      [told?.person?.id, told?.because.by, told?.because.note, told?.because.instead?.id, told?.covered?.person?.id],
      ["anna", "override", "Dentist", "ben", "ben"],
    );
    const listed = (await api().get("/on-call/overrides?from=2026-03-01")) as {
      id: string;
      from: string;
      by: string;
    }[];
    assert.deepEqual(
      listed.map(({ id, from, by }) => [id, from, by]),
      [[made.id, "2026-03-11T17:00:00.000Z", "admin"]],
    );
    assert.deepEqual(await api().get("/on-call/overrides"), [], "it is over by now");
    await api().remove(`/on-call/overrides/${made.id}`);
    const [after] = (await who({ at: "2026-03-11T20:00", schedule: "night" })).schedules;
    assert.equal(after?.person?.id, "ben");
    await assert.rejects(api().remove(`/on-call/overrides/${made.id}`), /or it was removed before/);
    await assert.rejects(api().remove("/on-call/overrides/x"), /There is no override x/);
    const rows = await withTenant(intake.world.hub.hub.db, await intake.tenant(), (trx) =>
      trx.selectFrom("audit").select(["action"]).where("object", "=", made.id).orderBy("id").execute(),
    );
    assert.deepEqual(
      rows.map(({ action }) => action),
      ["onCall.override.add", "onCall.override.remove"],
    );
  });

  it("says when it changes nothing, and leaves nobody on duty where it is told to", async () => {
    const night = { schedule: "night", from: "2026-03-11T18:00", to: "2026-03-12T09:00" };
    const idle = (await api().post("/on-call/overrides", { ...night, person: "carl", instead: "anna" })) as Made;
    assert.deepEqual(
      idle.parts.map(({ effect }) => effect),
      [[]],
    );
    const empty = (await api().post("/on-call/overrides", { ...night, person: null })) as Made;
    assert.deepEqual(
      empty.parts.map(({ effect }) => effect.map(tell)),
      [["2026-03-11T17:00 2026-03-12T08:00 nobody"]],
    );
    const [told] = (await shifts({ schedule: "night", from: "2026-03-11", to: "2026-03-13" })).schedules;
    assert.deepEqual(told?.gaps.map(tell), ["2026-03-11T17:00 2026-03-12T08:00 nobody"]);
    for (const { id } of [idle, empty]) await api().remove(`/on-call/overrides/${id}`);
  });

  const night = { schedule: "night", from: "2026-03-11T18:00", to: "2026-03-12T09:00", person: "anna" };
  const wrong: [string, object, RegExp][] = [
    ["a schedule that there is none of", { ...night, schedule: "nite" }, /There is no schedule "nite"/],
    [
      "a person whom nobody is",
      { ...night, person: "dora" },
      /person: There is no person "dora"\. People: anna, ben, carl\./,
    ],
    ["somebody in place of themselves", { ...night, instead: "anna" }, /are both "anna": expected two people/],
    ["an end before its beginning", { ...night, to: "2026-03-11T17:00" }, /expected an instant after from/],
    ["more than 400 days", { ...night, to: "2027-06-01" }, /expected 400 at most/],
    ["a time that is none", { ...night, from: "2026-02-30" }, /from is "2026-02-30": expected/],
    ["a field that there is none of", { ...night, persno: "ben" }, /persno/],
  ];
  for (const [what, body, expected] of wrong)
    it(`is refused for ${what}`, async () => {
      await assert.rejects(api().post("/on-call/overrides", body), expected);
      assert.deepEqual(await api().get("/on-call/overrides?from=2026-01-01"), []);
    });
});

describe("a swap", () => {
  before(savePlan);

  const swap = (more: object, body: object = {}) =>
    api().post("/on-call/overrides/swap", {
      schedule: "night",
      person: "anna",
      from: "2026-03-02T09:00",
      to: "2026-03-09T09:00",
      with: { person: "ben", from: "2026-03-09T09:00", to: "2026-03-16T09:00", ...more },
      ...body,
    }) as Promise<Made>;

  it("is two overrides that are undone together", async () => {
    const { id } = await swap({});
    const told = async () => {
      const [night] = (await shifts({ schedule: "night", from: "2026-03-02T09:00", to: "2026-03-16T09:00" })).schedules;
      return night?.shifts.map(({ person }) => person?.id);
    };
    assert.deepEqual(await told(), ["ben", "anna"]);
    const [first] = (await who({ at: "2026-03-03", schedule: "night" })).schedules;
    assert.equal(first?.because.instead?.id, "anna", "the half that counts there");
    const { parts } = (await api().remove(`/on-call/overrides/${id}`)) as { parts: object[] };
    assert.equal(parts.length, 2);
    assert.deepEqual(await told(), ["anna", "ben"]);
  });

  it("may be of two schedules, at the same time unless it says otherwise", async () => {
    const { id, parts } = await swap(
      { schedule: "day", person: "carl", from: undefined, to: undefined },
      { from: "2026-03-03T08:00", to: "2026-03-03T17:00" },
    );
    assert.deepEqual(
      parts.map(({ effect }) => effect.map(tell)),
      [["2026-03-03T07:00 2026-03-03T16:00 carl"], ["2026-03-03T07:00 2026-03-03T16:00 anna"]],
    );
    await api().remove(`/on-call/overrides/${id}`);
  });

  it("is refused where one has nothing to give, and nothing of it is kept", async () => {
    await assert.rejects(
      swap({ person: "carl" }),
      /"carl" is not on duty in "night" between 2026-03-09T08.*nothing to swap/,
    );
    await assert.rejects(swap({ person: "anna" }), /are both "anna"/);
    await assert.rejects(swap({ to: undefined }), /with\.from and with\.to: expected/);
    await assert.rejects(swap({ from: "x" }), /with\.from is "x": expected/);
    assert.deepEqual(await api().get("/on-call/overrides?from=2026-01-01"), []);
  });
});
