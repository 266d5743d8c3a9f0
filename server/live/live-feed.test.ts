import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { AlertId, TenantId, TicketId } from "../../schemas/ids.ts";
import { createLiveFeed, type LiveEvent } from "./live-feed.ts";

const id = (nth: number) => `00000000-0000-7000-8000-${String(nth).padStart(12, "0")}`;
const ticket = (nth: number) => TicketId.parse(id(nth));
const [mine, other] = [TenantId.parse(id(1)), TenantId.parse(id(2))];
const changed = (...nths: number[]) => ({ tickets: nths.map(ticket), alerts: [] });

describe("a live feed", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("tells each tenant its own, gathered", () => {
    const feed = createLiveFeed();
    const seen: LiveEvent[] = [];
    const end = feed.follow(mine, (event) => seen.push(event));
    feed.note(mine, changed(1, 2));
    feed.note(other, changed(9));
    feed.note(mine, { tickets: [ticket(2)], alerts: [AlertId.parse(id(5))] });
    assert.deepEqual(seen, []);
    mock.timers.tick(250);
    assert.deepEqual(seen, [{ id: 1, change: { tickets: [ticket(1), ticket(2)], alerts: [id(5)] } }]);
    end();
    feed.note(mine, changed(3));
    mock.timers.tick(250);
    assert.equal(seen.length, 1);
  });

  it("tells at once after a lull, and then at most four times a second", () => {
    const feed = createLiveFeed();
    const seen: LiveEvent[] = [];
    feed.follow(mine, (event) => seen.push(event));
    feed.note(mine, changed(1));
    mock.timers.tick(25);
    feed.note(mine, changed(2));
    mock.timers.tick(100);
    feed.note(mine, changed(3));
    assert.deepEqual(
      seen.map(({ change }) => change.tickets),
      [[ticket(1)]],
    );
    mock.timers.tick(150);
    assert.deepEqual(
      seen.map(({ change }) => change.tickets),
      [[ticket(1)], [ticket(2), ticket(3)]],
    );
  });

  it("names no more than a page shows", () => {
    const feed = createLiveFeed();
    const seen: LiveEvent[] = [];
    feed.follow(mine, (event) => seen.push(event));
    feed.note(mine, changed(...Array.from({ length: 150 }, (_, nth) => nth)));
    feed.note(mine, changed(...Array.from({ length: 51 }, (_, nth) => 1_000 + nth)));
    mock.timers.tick(250);
    assert.deepEqual(seen[0]?.change, { tickets: null, alerts: [] });
  });

  it("goes on where somebody was, or says that it cannot", () => {
    const feed = createLiveFeed();
    for (let nth = 1; nth <= 3; nth++) {
      feed.note(mine, changed(nth));
      feed.note(other, changed(100 + nth));
      mock.timers.tick(250);
    }
    const ids = (after: number | null) => feed.since(mine, after)?.map((event) => event.id);
    assert.deepEqual(ids(null), []);
    assert.deepEqual(ids(1), [3, 5]);
    assert.deepEqual(ids(6), []);
    assert.equal(ids(7), undefined, "of another process");
    for (let nth = 0; nth < 5_000; nth++) {
      feed.note(other, changed(nth));
      mock.timers.tick(250);
    }
    assert.equal(ids(1), undefined, "too long ago");
    assert.deepEqual(ids(6), []);
  });
});
