import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { putProxyBefore } from "../chaos/tools/desks.ts";
import { openDeskWorld } from "../support/desk-world.ts";
import { startMailServer } from "../support/mail-server.ts";

describe("revoked credentials", () => {
  it("rest the connection, are mailed once in plain words, and settle when it works again", async (context) => {
    const mail = await startMailServer(context, 0);
    const desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(
      context,
      { psa: { connector: "autotask", desk } },
      { mailUrl: `smtp://127.0.0.1:${mail.port}` },
    );
    await desk.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 1);
    const before = calls(desk);
    await world.api.patch("/connections/psa", { secrets: { secret: "revoked" } });
    await world.readNow();
    const {
      value: [told],
    } = await awaitUntil("the mail", async () => (mail.mails.length > 0 ? mail.mails : undefined));
    const whenTold = calls(desk);
    assert.match(told ?? "", /Subject: \[Interdesk\] psa no longer lets us in/);
    assert.match(told ?? "", /Auto-Submitted: auto-generated/);
    await world.readNow();
    await desk.technician.createTicket({ title: "Another" });
    const { value: open } = await awaitUntil("the notice", async () => {
      const rows = (await world.api.get("/notices")) as { kind: string; mailedAt: string | null }[];
      return rows.some(({ mailedAt }) => mailedAt !== null) ? rows : undefined;
    });
    assert.deepEqual(
      open.map(({ kind }) => kind),
      ["unauthorized"],
    );
    // What was on its way when the secret was changed may end, and nothing begins.
    assert.ok(whenTold - before <= 10, `${whenTold - before} calls until it was noticed: the account may be locked`);
    assert.ok(calls(desk) - whenTold <= 1, `${calls(desk) - whenTold} calls while it rests`);
    await world.api.patch("/connections/psa", { secrets: desk.secrets, mode: "live" });
    await world.readNow();
    await world.agreed(2, 1);
    assert.deepEqual(await world.api.get("/notices"), []);
    assert.equal(mail.mails.length, 1);
  });

  it("cost a few calls, however many tickets wait to be made there", async (context) => {
    const source = await startHaloSimulator();
    const target = await putProxyBefore(await startAutotaskSimulator());
    let refused = 0;
    const refuse = () => {
      refused += 1;
      return { do: "answer", status: 401, body: JSON.stringify({ errors: ["Unauthorized"] }) } as const;
    };
    target.proxy.setDecide(({ method, path }) =>
      method === "POST" && path.endsWith("/Tickets") ? refuse() : { do: "pass" },
    );
    const desks = { msp: { connector: "halopsa", desk: source }, psa: { connector: "autotask", desk: target } };
    const world = await openDeskWorld(context, desks);
    await world.api.patch("/connections/psa", { mode: "parked" });
    for (let index = 0; index < waiting; index++) await source.technician.createTicket({ title: `Printer ${index}` });
    await world.readNow();
    await awaitUntil("all of them here", async () => ((await world.tickets()).length === waiting ? true : undefined));
    await world.api.patch("/connections/psa", { mode: "live" });
    await awaitUntil("the notice", async () => ((await world.api.get("/notices")) as unknown[])[0]);
    target.proxy.setDecide(() => ({ do: "pass" }));
    await world.api.patch("/connections/psa", { secrets: target.secrets, mode: "live" });
    await awaitUntil("all of them there", async () => (target.tickets().length === waiting ? true : undefined));
    assert.ok(refused >= 1 && refused <= mostRefused, `${refused} calls were refused: the account may be locked`);
  });
});

const waiting = 60;
/** Those that hold one of the two slots when the first is refused, once by the settings before it went live and once by those after. */
const mostRefused = 4;

function calls(desk: { calls(): Readonly<Record<string, number>> }): number {
  return Object.values(desk.calls()).reduce((sum, count) => sum + count, 0);
}
