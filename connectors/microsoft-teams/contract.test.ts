import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { must } from "../../test/contract/expect.ts";
import { describePagerContract } from "../../test/contract/pager-contract.ts";
import { buildPage, openPagerWorld } from "../../test/contract/pager-world.ts";
import { buildCard } from "./card.ts";
import { microsoftTeams } from "./index.ts";
import { startTeamsSimulator } from "./simulator/index.ts";

const options = {
  connector: microsoftTeams,
  start: startTeamsSimulator,
  addresses: {
    chat: {
      good: ["Night shift"],
      bad: ["https://prod-1.westeurope.logic.azure.com/workflows/x?sig=y", "a\nb", "x".repeat(101)],
    },
  },
  answers: [],
  readsAnswer: false,
  testAsks: false,
} as const;

describePagerContract(options);

const card = (change: Parameters<typeof buildPage>[0] = {}) =>
  buildPage({ channel: "chat", address: "Night shift", ...change });

describe("a card in Teams", () => {
  it("is shown, with links to acknowledge and to the ticket", async (context) => {
    const world = await openPagerWorld(options, context);
    must(await world.pager.send(card({ language: "de" })));
    assert.match(
      world.newest().text,
      /P1 · Disk full[\s\S]*Client: Acme Dental[\s\S]*OpenUrl Annehmen https:\/\/hub\.example\/pages[\s\S]*Ticket öffnen/,
    );
  });
  it("hides no link that somebody else wrote behind a word", async (context) => {
    const world = await openPagerWorld(options, context);
    must(
      await world.pager.send(card({ title: "[Click](https://evil.example)", body: "[here](https://evil.example)" })),
    );
    assert.doesNotMatch(world.newest().text, /a link called/);
    assert.match(world.newest().text, /evil\.example/);
  });
  for (const letter of ["x", "😀", "漢", "\u0001", '"', "\n"])
    it(`stays below 28 KB, full of ${JSON.stringify(letter)}`, () => {
      const facts = Array.from({ length: 40 }, () => ({ label: letter.repeat(500), value: letter.repeat(5_000) }));
      const text = JSON.stringify(
        buildCard(card({ title: letter.repeat(3_000), body: letter.repeat(100_000), facts })),
      );
      assert.ok(Buffer.byteLength(text) <= 28_000, String(Buffer.byteLength(text)));
    });
  it("is followed by a short one without the link", async (context) => {
    const world = await openPagerWorld(options, context);
    const page = card();
    const { handle } = must(await world.pager.send(page));
    const state = { thread: page.thread, by: null, at: new Date(), text: "Taken by J. Doe", language: "en" } as const;
    must((await world.pager.show?.({ page, handle }, { ...state, state: "acknowledged" })) ?? assert.fail());
    assert.match(world.newest().text, /✓ Taken by J\. Doe/);
    assert.doesNotMatch(world.newest().text, /Acknowledge/);
  });
});

describe("the address of a workflow", () => {
  const { secrets } = microsoftTeams.manifest;
  for (const url of ["https://acme.webhook.office.com/webhookb2/x", "https://outlook.office.com/webhook/x"]) {
    it(`of an Office 365 connector is refused at set-up, with what to do: ${url}`, () => {
      const parsed = secrets.safeParse({ workflowUrl: url });
      assert.match(parsed.error?.message ?? "", /switched off in May 2026.*workflow/);
      assert.doesNotMatch(parsed.error?.message ?? "", /webhookb2/);
    });
  }
  for (const [url, ok, words] of [
    ["https://default1.2.environment.api.powerplatform.com/powerautomate/x?sig=y", true, /test page/],
    ["https://prod-01.westeurope.logic.azure.com:443/workflows/x?sig=y", true, /old kind/],
    ["https://evil.example/workflows/x?sig=y", false, /none of Microsoft's hosts/],
    ["https://api.powerplatform.com.evil.example/x", false, /none of Microsoft's hosts/],
  ] as const)
    it(`${url.slice(8, 50)} is ${ok ? "taken" : "refused, and nothing is sent there"}`, async (context) => {
      const world = await openPagerWorld(options, context, { secrets: { workflowUrl: url } });
      const [step] = await Array.fromAsync(world.pager.test());
      assert.equal(step?.ok, ok);
      assert.match(step?.detail ?? "", words);
      assert.doesNotMatch(step?.detail ?? "", /sig=/);
      if (!ok) assert.equal((await world.pager.send(card())).ok, false);
    });
});
