import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();

describe("a check-in that must not stay away", () => {
  it("becomes a ticket when it does, which ends when it comes again", async () => {
    // Three seconds: long enough to see that nothing happens while it comes.
    await intake.setRules("rules:\n  - id: watch\n    when: event.heartbeat\n    set: { heartbeatMinutes: 0.05 }\n");
    const watchdog = { alertname: "Watchdog", client: "acme-dental", severity: "none" };
    await intake.deliver(watchdog);
    assert.deepEqual(await intake.world.tickets(), []);
    const { value: missing } = await awaitUntil("the ticket", async () => {
      const [first] = await intake.world.tickets();
      return first;
    });
    assert.match(missing.title, /^No sign of life: Watchdog/);
    await intake.deliver(watchdog);
    const { value: ended } = await awaitUntil("its end", async () => {
      const seen = await intake.world.ticket(missing.id);
      return seen.fields["status"] === "resolved" ? seen : undefined;
    });
    assert.equal(ended.alerts.length, 1);
    await awaitUntil("it is missing again", async () => {
      const seen = await intake.world.ticket(missing.id);
      return seen.fields["status"] === "new" ? true : undefined;
    });
    assert.equal((await intake.world.tickets()).length, 1, "its ticket goes on");
  });
});
