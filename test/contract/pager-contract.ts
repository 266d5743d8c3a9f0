import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "../../connectors/contract.ts";
import { describeManifest } from "./cases/manifest.ts";
import { describeAnswers } from "./cases/pager-answers.ts";
import { describePagerFailures } from "./cases/pager-failures.ts";
import { must } from "./expect.ts";
import { buildPage, openPagerWorld, type PagerContractOptions } from "./pager-world.ts";

/** What every way to people promises: addresses, sending, showing, trying, failures and answers. */
export function describePagerContract(options: PagerContractOptions): void {
  const { manifest } = options.connector;
  const { variant } = options;
  describe(`the contract of ${manifest.name}${variant === undefined ? "" : `, ${variant}`}`, () => {
    if (variant === undefined) {
      describeManifest(manifest);
      describeAddresses(options);
    }
    describeSending(options);
    describeShowing(options);
    describeTrying(options);
    describePagerFailures(options);
    if (options.answers.length > 0) describeAnswers(options);
    else if (variant === undefined)
      it("takes no deliveries, and does not say that it does", () =>
        assert.ok(!manifest.capabilities.includes("webhook")));
  });
}

/** The channels and what an address of each looks like. */
export function describeAddresses({
  connector,
  addresses,
}: Pick<PagerContractOptions, "connector" | "addresses">): void {
  const { kind, channels = [] } = connector.manifest;
  describe("addresses", () => {
    it("are of channels that the manifest names, each with an example", () => {
      assert.equal(kind, "pager");
      assert.ok(channels.length > 0);
      assert.deepEqual(channels.map(({ name }) => name).toSorted(), Object.keys(addresses).toSorted());
      for (const { name, addressHelp } of channels) {
        assert.match(name, /^[a-z][a-z-]*$/);
        const good = addresses[name]?.good ?? [];
        for (const help of Object.values(addressHelp))
          assert.ok(
            good.some((address) => help.includes(address)),
            `the help of ${name} shows none of ${good.join(", ")}: ${help}`,
          );
      }
    });
    for (const { name, checkAddress } of channels) {
      for (const address of addresses[name]?.good ?? [])
        it(`${name}: ${address} is taken`, () => assert.equal(checkAddress(address), undefined));
      for (const address of ["", ...(addresses[name]?.bad ?? [])])
        it(`${name}: ${JSON.stringify(address)} is refused in words`, () =>
          assert.match(checkAddress(address) ?? "", /\p{L}{2}.*\.$/u));
    }
  });
}

/** A page for each channel, in each kind and language. */
export function listPages({ addresses }: PagerContractOptions, change: Partial<Page> = {}): Page[] {
  return Object.entries(addresses).map(([channel, { good }]) =>
    buildPage({ channel, address: good[0] ?? assert.fail(), ...change }),
  );
}

function describeSending(options: PagerContractOptions): void {
  const changes: readonly Partial<Page>[] = [
    {},
    { kind: "notice", acknowledgeUrl: null, language: "de" },
    { kind: "test", language: "de" },
    { ticketUrl: null, acknowledgeUrl: null, facts: [], body: "" },
  ];
  describe("a page", () => {
    for (const change of changes)
      it(`arrives as ${JSON.stringify(change)}`, async (context) => {
        const world = await openPagerWorld(options, context);
        for (const page of listPages(options, change)) {
          const { handle, state } = must(await world.pager.send(page));
          for (const value of Object.values(handle)) assert.equal(typeof value, "string");
          assert.ok(["accepted", "arrived"].includes(state));
          assert.match(world.newest().text, /Disk full on SRV-01/, page.channel);
        }
        assert.equal(world.simulator.pages().length, Object.keys(options.addresses).length);
      });

    it("may be sent again", async (context) => {
      const world = await openPagerWorld(options, context);
      for (const page of listPages(options)) {
        must(await world.pager.send(page));
        must(await world.pager.send(page));
      }
    });

    it("is cut to what fits, whole characters only, and markup in it is only text", async (context) => {
      const world = await openPagerWorld(options, context);
      const title = "<!channel> & <b>P1</b> \"quoted\" 'it' \\ %20 {{x}} – „Müller“ 😀";
      const long = { body: `${"Ä😀 <x> ".repeat(6_000)}end`, facts: [{ label: "Fact", value: "y😀".repeat(3_000) }] };
      for (const page of listPages(options, { title, ...long })) {
        must(await world.pager.send(page));
        const { text } = world.newest();
        assert.equal(text.isWellFormed(), true);
        assert.match(text, /P1/, page.channel);
      }
      for (const page of listPages(options, { title: `${"😀 <&> ".repeat(300)}`, ...long }))
        must(await world.pager.send(page));
    });
  });
}

function describeShowing(options: PagerContractOptions): void {
  it("what became of it is shown where it can be, again and again", async (context) => {
    const world = await openPagerWorld(options, context);
    for (const page of listPages(options)) {
      const { handle } = must(await world.pager.send(page));
      for (const state of ["acknowledged", "acknowledged", "open", "ended", "ended"] as const) {
        const text = `Taken by J. Doe <&> (${state})`;
        const shown = {
          thread: page.thread,
          state,
          by: "J. Doe",
          at: world.clock.now(),
          text,
          language: page.language,
        };
        const answer = await world.pager.show?.({ page, handle }, shown);
        if (answer) must(answer);
      }
    }
  });
}

function describeTrying(options: PagerContractOptions): void {
  describe("a test of the connection", () => {
    it("says step by step that it works, and tells nobody anything", async (context) => {
      const world = await openPagerWorld(options, context);
      const steps = await Array.fromAsync(world.pager.test());
      assert.ok(steps.length > 0);
      for (const { step, ok, detail } of steps) {
        assert.ok(ok, `${step}: ${detail}`);
        assert.match(detail, /\p{L}{2}.*[.)]$/u, step);
      }
      assert.deepEqual(world.simulator.pages(), []);
      assert.ok(world.simulator.calls().every((call) => !call.includes(" 4")));
    });
    if (options.testAsks === false) return;
    it("says in its own words what is wrong", async (context) => {
      const world = await openPagerWorld(options, context, { gateway: true });
      const refused = options.unauthorized ?? { status: 401, body: "{}" };
      const page = { status: 200, headers: { "content-type": "text/html" }, body: "<!DOCTYPE html><p>Login</p>" };
      for (const canned of [refused, page, { status: 404, body: "" }, { status: 500, body: "" }]) {
        world.gateway?.interfere({ kind: "instead", answer: () => canned });
        const steps = await Array.fromAsync(world.pager.test());
        const failed = steps.filter(({ ok }) => !ok);
        assert.ok(failed.length > 0, `HTTP ${canned.status} is taken for good: ${JSON.stringify(steps)}`);
        for (const { detail } of failed) assert.match(detail, /\p{L}{2}/u);
      }
    });
    it("says that an address is not one that may be called", async (context) => {
      const world = await openPagerWorld(options, context, { allowed: [] });
      assert.ok((await Array.fromAsync(world.pager.test())).some(({ ok }) => !ok));
      for (const page of listPages(options)) {
        const sent = await world.pager.send(page);
        assert.equal(!sent.ok && sent.error.kind, "blocked");
      }
      assert.deepEqual(world.simulator.calls(), []);
    });
  });
}
