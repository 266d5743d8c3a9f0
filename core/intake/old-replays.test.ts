import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minute } from "./test-events.ts";
import { clears, fires, Memory } from "./test-memory.ts";

const group = { group: { key: "rack", windowMs: 3_600_000 } };
const reasons = (memory: Memory) => memory.held.map(({ reason }) => reason);

describe("a replay of what is old", () => {
  it("opens no ticket, and says when it came and how it would open one", () => {
    const memory = new Memory();
    memory.replayOld([[10, fires("a")]]);
    assert.deepEqual([memory.tickets.length, reasons(memory)], [0, ["tooOld"]]);
    assert.match(memory.held[0]?.detail ?? "", /^It came at 2026-03-17T09:10.*opened no ticket.*replay .+ --open-old$/);
    memory.play([[10, fires("a")]]);
    assert.equal(memory.tickets.length, 1);
  });

  it("does not wait for a ticket either, which it would get by itself later", () => {
    const memory = new Memory();
    memory.replayOld([[10, fires("a")]], { holdDownMs: 60_000 });
    memory.review(60);
    assert.deepEqual([memory.tickets.length, reasons(memory)], [0, ["tooOld"]]);
  });

  it("joins the ticket that its group has", () => {
    const memory = new Memory();
    memory.play([[10, fires("a")]], group);
    memory.replayOld([[11, fires("b")]], group);
    assert.deepEqual([memory.tickets.length, memory.alert("b").ticketId], [1, memory.tickets[0]?.id]);
    assert.deepEqual(memory.held, []);
  });

  it("makes no storm", () => {
    const memory = new Memory();
    memory.perMinute = 3;
    memory.replayOld(["a", "b", "c", "d", "e"].map((key) => [10, fires(key)]));
    assert.equal(memory.held.length, 5);
    memory.play([[10, fires("f")]]);
    assert.equal(memory.alert("f").waiting, null);
  });

  it("does not open a ticket again that a clear has resolved", () => {
    const memory = new Memory();
    memory.play([
      [10, fires("a")],
      [20, clears("a", 20)],
    ]);
    memory.replayOld([[22, fires("a", { raisedAt: minute(21) })]]);
    assert.deepEqual([memory.statuses(), reasons(memory)], [["resolved"], ["tooOld"]]);
    memory.play([[22, fires("a", { raisedAt: minute(21) })]]);
    assert.deepEqual(memory.statuses(), ["new"]);
  });

  it("ends what has ended", () => {
    const memory = new Memory();
    memory.play([[10, fires("a")]]);
    memory.replayOld([[20, clears("a", 20)]]);
    assert.deepEqual([memory.statuses(), memory.held], [["resolved"], []]);
  });
});
