import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DutyPlan } from "../../schemas/escalation.ts";
import { buildNightPlan, findNightZone } from "./night-plan.ts";

describe("the zone of the demo's night", () => {
  for (let hour = 0; hour < 24; hour++)
    for (const minute of [0, 59])
      it(`has three o'clock at ${hour}:${String(minute).padStart(2, "0")} UTC`, () => {
        const now = new Date(Date.UTC(2026, 2, 29, hour, minute, 59));
        const timeZone = findNightZone(now);
        assert.equal(new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(now), "03");
        assert.ok(DutyPlan.safeParse(buildNightPlan(timeZone)).success, timeZone);
      });
});
