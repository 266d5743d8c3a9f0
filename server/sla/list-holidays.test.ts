import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AppError } from "../api/problem.ts";
import { listHolidays } from "./list-holidays.ts";

const dates = (country: string, state: string | undefined, from: number, to = from) =>
  listHolidays({ country, state, from, to }).map(({ date }) => date);

describe("public holidays", () => {
  it("are those of a state where one is named, else of the whole country", () => {
    assert.ok(dates("DE", "BY", 2026).includes("2026-06-04"), "Corpus Christi in Bavaria");
    assert.ok(!dates("DE", "BE", 2026).includes("2026-06-04"), "and not in Berlin");
    assert.ok(!dates("DE", undefined, 2026).includes("2026-06-04"));
    assert.ok(dates("DE", undefined, 2026).includes("2026-10-03"));
  });

  it("move with Easter, and come for each of the years in order", () => {
    const easterMondays = dates("DE", undefined, 2026, 2028).filter((date) => /-0[34]-/.test(date));
    assert.deepEqual(easterMondays, [
      "2026-04-03",
      "2026-04-06",
      "2027-03-26",
      "2027-03-29",
      "2028-04-14",
      "2028-04-17",
    ]);
  });

  it("are closed days, each once", () => {
    const days = listHolidays({ country: "CN", state: undefined, from: 2026, to: 2026 });
    assert.equal(new Set(days.map(({ date }) => date)).size, days.length);
    assert.ok(days.every(({ hours }) => hours.length === 0));
  });

  for (const [sentence, place, words] of [
    [
      "of no country are refused with those that are known",
      { country: "XX", from: 2026, to: 2026 },
      /holidays of "XX".*DE/,
    ],
    [
      "of no state are refused with its states",
      { country: "DE", state: "XX", from: 2026, to: 2026 },
      /no state "XX".*BY/,
    ],
    [
      "of a country without states are refused with a state",
      { country: "MC", state: "A", from: 2026, to: 2026 },
      /no states/,
    ],
    ["of more than thirty years are refused", { country: "DE", from: 2000, to: 2030 }, /1 to 30/],
    ["of years in the wrong order are refused", { country: "DE", from: 2026, to: 2025 }, /1 to 30/],
  ] as const)
    it(sentence, () =>
      assert.throws(
        () => listHolidays(place),
        (error) => error instanceof AppError && error.code === "invalid" && words.test(error.message),
      ),
    );
});
